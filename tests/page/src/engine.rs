//! The browsers that the page is tried in. One file an engine; the list below is all there is to add to.

mod chromium;
mod firefox;

use crate::outcome::{Failure, Outcome};
use fantoccini::wd::Capabilities;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A host name that the browsers map to loopback. Plain `http` on it is not a secure context, which
/// `http://localhost` would be.
pub(crate) const INTRANET: &str = "rsa-signer.intranet";

/// One browser and the driver that speaks WebDriver for it.
pub(crate) trait Engine: Send + Sync {
    fn name(&self) -> &'static str;

    /// The command that starts the driver on this port. `home` is an empty folder that is removed
    /// after the run: profiles go there.
    fn driver(&self, port: u16, home: &Path) -> Outcome<Command>;

    /// What the driver is asked for in a new session.
    fn capabilities(&self, home: &Path) -> Capabilities;
}

pub(crate) const ENGINES: [&dyn Engine; 2] = [&firefox::Firefox, &chromium::Chromium];

/// The driver's program: what the environment says, else what `PATH` has.
fn program(variable: &str, name: &str) -> Outcome<PathBuf> {
    if let Some(path) = env::var_os(variable) {
        return Ok(path.into());
    }
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .map(|folder| folder.join(name).with_extension(env::consts::EXE_EXTENSION))
        .find(|candidate| candidate.is_file())
        .ok_or_else(|| {
            Failure::new(format!(
                "{name} is not on PATH; install it, or name it in the variable {variable}"
            ))
        })
}
