//! The browsers that the page is tried in. One file an engine; the list below is all there is to add to.

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

/// What a person has told the system about colours.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Theme {
    Light,
    Dark,
}

/// What one start of a browser is about.
pub(crate) struct Start<'a> {
    /// Where the driver listens.
    pub(crate) port: u16,
    /// An empty folder that is removed after the run: profiles go there.
    pub(crate) home: &'a Path,
    pub(crate) theme: Theme,
    /// The port of the web server on loopback, which is a proxy too.
    pub(crate) web: u16,
    pub(crate) stage: &'a Stage,
    pub(crate) audience: Audience,
}

/// Who looks at the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Tests, which ask for roles and names as assistive technology does.
    Asking,
    /// The bench, which asks for nothing that a browser does not do for everybody.
    Measuring,
}

/// What an engine needs around it for a whole run.
pub(crate) struct Stage {
    /// The X display, for an engine that does not run without one.
    display: Option<Display>,
    /// A proxy for every host but those of the tests: nobody is there, and it is written down who was asked for.
    pub(crate) elsewhere: Server,
}

/// One browser and the driver that speaks WebDriver for it.
pub(crate) trait Engine: Send + Sync {
    fn name(&self) -> &'static str;

    /// Sets up what all browsers of a run share.
    fn stage(&self) -> Outcome<Stage> {
        Ok(Stage {
            display: None,
            elsewhere: Server::start()?,
        })
    }

    /// The command that starts the driver.
    fn driver(&self, start: &Start<'_>) -> Outcome<Command>;

    /// What the driver is asked for in a new session.
    fn capabilities(&self, start: &Start<'_>) -> Capabilities;

    /// What is left to do once the browser is there.
    fn prepare(&self, _browser: &Browser) -> Outcome {
        Ok(())
    }
}

pub(crate) const ENGINES: [&dyn Engine; 3] =
    [&firefox::Firefox, &chromium::Chromium, &webkit::Webkit];

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
