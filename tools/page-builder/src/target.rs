//! The standard library for wasm.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::project::Project;
use crate::settings;

/// The one target of the page.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target to the pinned toolchain when it is not there. A `targets` line in
/// rust-toolchain.toml would do the same, but not where rustup is told to install nothing by itself.
pub fn ensure(project: &Project) -> Result<()> {
    let mut ask = Command::new("rustc");
    ask.args(["--print", "target-libdir", "--target", TARGET]);
    if Path::new(process::output(&mut ask)?.trim()).is_dir() {
        return Ok(());
    }
    let mut rustup = Command::new("rustup");
    let channel = settings::channel(project)?;
    rustup.args(["target", "add", TARGET, "--toolchain", &channel]);
    process::run(&mut rustup).with_context(|| {
        format!(
            "The compiler has no library for {TARGET}. Add it with `{}`.",
            process::line(&rustup)
        )
    })
}
