//! Chromium, by chromedriver.

use super::{Audience, Engine, INTRANET, Start, Theme, program};
use crate::outcome::Outcome;
use fantoccini::wd::Capabilities;
use serde_json::json;
use std::process::Command;

pub(super) struct Chromium;

impl Engine for Chromium {
    fn name(&self) -> &'static str {
        "chromium"
    }

    fn driver(&self, start: &Start<'_>) -> Outcome<Command> {
        let mut command = Command::new(program("CHROMEDRIVER", "chromedriver")?);
        command.arg(format!("--port={}", start.port));
        Ok(command)
    }

    fn capabilities(&self, start: &Start<'_>) -> Capabilities {
        let scheme = match start.theme {
            Theme::Dark => 0,
            Theme::Light => 1,
        };
        let mut options = json!({
            "args": [
                accessibility(start.audience),
                "--headless=new",
                // The sandbox does not start for root, which builds in containers often are.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                // Every other name is unknown: the browser's own services are not called from
                // tests.
                format!("--host-resolver-rules=MAP {INTRANET} 127.0.0.1,MAP * ~NOTFOUND,EXCLUDE 127.0.0.1"),
                // What is asked of any other host is heard there. Loopback is never asked for
                // through it.
                format!("--proxy-server=http://127.0.0.1:{}", start.stage.elsewhere.port()),
                format!("--proxy-bypass-list={INTRANET}"),
                format!("--user-data-dir={}", start.home.join("profile").display()),
                format!("--blink-settings=preferredColorScheme={scheme}"),
            ],
        });
        if let (Some(binary), Some(options)) =
            (std::env::var_os("CHROMIUM"), options.as_object_mut())
        {
            options.insert("binary".into(), json!(binary.to_string_lossy()));
        }
        Capabilities::from_iter([
            ("browserName".into(), json!("chrome")),
            ("pageLoadStrategy".into(), json!("eager")),
            ("goog:chromeOptions".into(), options),
        ])
    }
}

/// Keeps the accessibility tree, as for a screen reader. When only the driver asks for roles and
/// names, Chromium leaks half a megabyte a signature.
fn accessibility(audience: Audience) -> &'static str {
    match audience {
        Audience::Asking => "--force-renderer-accessibility",
        Audience::Measuring => "--disable-renderer-accessibility",
    }
}
