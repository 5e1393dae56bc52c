//! The browsers, one file per engine. A new one is added to the list below.

mod chromium;
mod firefox;
mod webkit;

use crate::browser::Browser;
use crate::display::Display;
use crate::outcome::{Failure, Outcome};
use crate::server::Server;
use fantoccini::wd::Capabilities;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A host name that the browsers map to loopback. Plain `http` on it is not a secure context, which
/// `http://localhost` would be.
pub(crate) const INTRANET: &str = "rsa-signer.intranet";

/// The system's color scheme.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Theme {
    Light,
    Dark,
}

/// The settings of one browser start.
pub(crate) struct Start<'a> {
    /// The driver's port.
    pub(crate) port: u16,
    /// An empty folder for the profile, removed after the run.
    pub(crate) home: &'a Path,
    pub(crate) theme: Theme,
    /// The port of the web server on loopback, which is a proxy too.
    pub(crate) web: u16,
    pub(crate) stage: &'a Stage,
    pub(crate) audience: Audience,
}

/// Whether the driver asks for accessible names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Tests ask for roles and names, as assistive technology does.
    Asking,
    /// The benchmark does not, so that the browser does no extra work.
    Measuring,
}

/// What an engine needs during a whole run.
pub(crate) struct Stage {
    /// The X display, for an engine that needs one.
    display: Option<Display>,
    /// A proxy for every host but the tests' own, which records the requested hosts.
    pub(crate) elsewhere: Server,
}

/// One browser and the driver that speaks WebDriver for it.
pub(crate) trait Engine: Send + Sync {
    fn name(&self) -> &'static str;

    /// Prepares what all browsers of a run share.
    fn stage(&self) -> Outcome<Stage> {
        Ok(Stage {
            display: None,
            elsewhere: Server::start()?,
        })
    }

    /// Returns the command that starts the driver.
    fn driver(&self, start: &Start<'_>) -> Outcome<Command>;

    /// Returns the capabilities of a new session.
    fn capabilities(&self, start: &Start<'_>) -> Capabilities;

    /// Finishes the setup once the browser runs.
    fn prepare(&self, _browser: &Browser) -> Outcome {
        Ok(())
    }
}

pub(crate) const ENGINES: [&dyn Engine; 3] =
    [&firefox::Firefox, &chromium::Chromium, &webkit::Webkit];

/// Returns the driver that the environment names, or the one on `PATH`.
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
