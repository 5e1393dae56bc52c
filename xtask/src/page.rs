//! `cargo xtask page`: from the sources to one checked file.
//!
//! ```text
//! src/ → wasm → bind (glue, wasm) → glue (loading path cut out) ┐
//! www/worker.js, www/catalogue/ ────────────────────────────────┴→ built → bundle (one script)
//! www/index.html, www/style.css → template ──────────────────────────────→ assemble (one file)
//! one file → shipped (read again) → checks, imports → dist/rsa-signer.html
//! ```
//!
//! What writes the file and what checks it share no result: the checks read the finished text.

mod assemble;
mod bans;
mod bind;
mod built;
mod bundle;
mod checks;
#[cfg(test)]
mod fixture;
mod glue;
mod html;
mod imports;
mod leaks;
mod module;
mod pack;
mod policy;
mod remap;
mod shipped;
mod slim;
mod template;
mod wasm;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::PageOptions;
use crate::process;
use crate::project::Project;
use crate::settings::Files;
use crate::setup;
use leaks::Traces;
use shipped::Shipped;

/// Where the page is written, and nothing beside it.
const PLACE: &str = "dist/rsa-signer.html";

/// The page, written and checked.
#[derive(Debug)]
pub(crate) struct Page {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// What is in it.
    pub(crate) text: String,
}

/// Builds the page and says what was built.
pub(crate) fn command(project: &Project, options: PageOptions) -> Result<()> {
    let page = build(project, options.accept_imports)?;
    println!("{}", page.path.display());
    println!("{} bytes", page.text.len());
    println!("SHA-256 {}", policy::hexadecimal(&page.text));
    if options.open {
        open(&page.path)
    } else {
        Ok(())
    }
}

/// Builds the page, checks it, and only then writes it.
pub(crate) fn build(project: &Project, accept_imports: bool) -> Result<Page> {
    let files = Files::read(project)?;
    let settings = files.agreed()?;
    setup::target::ensure(&files.channel()?)?;
    let traces = Traces::of_this_machine(project)?;
    let bound = bind::bind(project, wasm::build(project, &settings.profile)?)?;
    let text = assemble::page(project, &bound, &files.version()?)?;
    let shipped = Shipped::read(&text)?;
    checks::all(&shipped, &traces)?;
    imports::agree(project, &shipped.wasm, accept_imports)?;
    write(project, text)
}

/// Renames a finished file into place, so that nobody ever opens half a page.
fn write(project: &Project, text: String) -> Result<Page> {
    let path = project.path(PLACE);
    let unfinished = path.with_extension("unfinished");
    let told = || format!("{} cannot be written.", path.display());
    fs::create_dir_all(path.parent().unwrap_or(project.root())).with_context(told)?;
    fs::write(&unfinished, &text).with_context(told)?;
    fs::rename(&unfinished, &path).with_context(told)?;
    Ok(Page { path, text })
}

/// Each system has its own way to open a file as a double click would.
fn open(path: &Path) -> Result<()> {
    let (program, words): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    process::run(Command::new(program).args(words).arg(path))
        .with_context(|| format!("Open {} by hand.", path.display()))
}
