//! WebKitGTK's MiniBrowser, by WebKitWebDriver.

use super::{Engine, Stage, Start, Theme, program};
use crate::display::Display;
use crate::outcome::Outcome;
use crate::server::Server;
use fantoccini::wd::Capabilities;
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

pub(super) struct Webkit;

/// Allows a window as narrow as a phone's, which the toolbar would keep wide.
const NARROW: &str =
    "* { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; font-size: 1px; }";

/// Where the library keeps its browser, newest API first.
const PLACES: [&str; 3] = ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"];

impl Engine for Webkit {
    fn name(&self) -> &'static str {
        "webkit"
    }

    /// It has no headless mode.
    fn stage(&self) -> Outcome<Stage> {
        Ok(Stage {
            display: Some(Display::start()?),
            elsewhere: Server::start()?,
        })
    }

    fn driver(&self, start: &Start<'_>) -> Outcome<Command> {
        let settings = start.home.join("config");
        for folder in ["gtk-3.0", "gtk-4.0"] {
            fs::create_dir_all(settings.join(folder))?;
            fs::write(settings.join(folder).join("gtk.css"), NARROW)?;
        }
        let mut command = Command::new(program("WEBKITWEBDRIVER", "WebKitWebDriver")?);
        command
            .arg(format!("--port={}", start.port))
            .env("HOME", start.home)
            .env("XDG_CONFIG_HOME", settings)
            .env("XDG_RUNTIME_DIR", start.home)
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            .env_remove("WAYLAND_DISPLAY");
        if let Some(display) = &start.stage.display {
            command.env("DISPLAY", display.name());
        }
        Ok(command)
    }

    fn capabilities(&self, start: &Start<'_>) -> Capabilities {
        let mut arguments = vec!["--automation"];
        if start.theme == Theme::Dark {
            arguments.push("--dark-mode");
        }
        let mut options = json!({ "args": arguments });
        if let (Some(binary), Some(options)) = (browser(), options.as_object_mut()) {
            options.insert("binary".into(), json!(binary.to_string_lossy()));
        }
        Capabilities::from_iter([
            ("browserName".into(), json!("MiniBrowser")),
            // A script that comes between two documents is never answered, so no command comes
            // before the new one is loaded.
            ("pageLoadStrategy".into(), json!("normal")),
            // It has no list of host names. A proxy answers for every name, and hears every
            // request; who listens on loopback is spoken to directly.
            (
                "proxy".into(),
                json!({
                    "proxyType": "manual",
                    "httpProxy": format!("127.0.0.1:{}", start.web),
                    "sslProxy": format!("127.0.0.1:{}", start.stage.elsewhere.port()),
                    "noProxy": ["127.0.0.1"],
                }),
            ),
            ("webkitgtk:browserOptions".into(), options),
        ])
    }
}

/// Returns the browser that the environment names, or the one beside the library; it is not on
/// `PATH`.
fn browser() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("MINIBROWSER") {
        return Some(path.into());
    }
    let mut libraries = vec![PathBuf::from("/usr/lib"), PathBuf::from("/usr/libexec")];
    let folders = fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    libraries.extend(folders.map(|entry| entry.path()));
    PLACES
        .iter()
        .flat_map(|place| {
            libraries
                .iter()
                .map(move |library| library.join(place).join("MiniBrowser"))
        })
        .find(|candidate| candidate.is_file())
}
