//! Firefox, by geckodriver.

use super::{Engine, INTRANET, Start, Theme, program};
use crate::browser::Browser;
use crate::outcome::Outcome;
use fantoccini::wd::Capabilities;
use serde_json::json;
use std::process::Command;

pub(super) struct Firefox;

impl Engine for Firefox {
    fn name(&self) -> &'static str {
        "firefox"
    }

    fn driver(&self, start: &Start<'_>) -> Outcome<Command> {
        let mut command = Command::new(program("GECKODRIVER", "geckodriver")?);
        command
            .args(["--host", "127.0.0.1", "--port", &start.port.to_string()])
            // 0: a free one. The default is a fixed port that another geckodriver may hold.
            .args(["--websocket-port", "0"])
            // Lets `prepare` reach the browser's window; pages get no more rights by it.
            .arg("--allow-system-access")
            .arg("--profile-root")
            .arg(start.home);
        Ok(command)
    }

    fn capabilities(&self, start: &Start<'_>) -> Capabilities {
        let mut options = json!({
            "args": ["-headless"],
            "prefs": {
                // geckodriver relaxes file:// for its sessions; people's Firefox does not.
                "security.fileuri.strict_origin_policy": true,
                "network.dns.localDomains": INTRANET,
                // Requests to any other host arrive there. Loopback never gets one
                // through it.
                "network.proxy.type": 1,
                "network.proxy.http": "127.0.0.1",
                "network.proxy.http_port": start.stage.elsewhere.port(),
                "network.proxy.ssl": "127.0.0.1",
                "network.proxy.ssl_port": start.stage.elsewhere.port(),
                "network.proxy.no_proxies_on": INTRANET,
                // WebRTC skips loopback, and then a test on loopback sees nothing
                // of it.
                "media.peerconnection.ice.loopback": true,
                "layout.css.prefers-color-scheme.content-override": match start.theme {
                    Theme::Dark => 0,
                    Theme::Light => 1,
                },
            },
        });
        if let (Some(binary), Some(options)) =
            (std::env::var_os("FIREFOX"), options.as_object_mut())
        {
            options.insert("binary".into(), json!(binary.to_string_lossy()));
        }
        Capabilities::from_iter([
            ("browserName".into(), json!("firefox")),
            ("pageLoadStrategy".into(), json!("eager")),
            ("moz:firefoxOptions".into(), options),
        ])
    }

    /// Allows windows narrower than 500 pixels, as on phones.
    fn prepare(&self, browser: &Browser) -> Outcome {
        browser.post("moz/context", json!({ "context": "chrome" }))?;
        let script = "document.documentElement.style.minWidth = '0'";
        browser.run(script, vec![])?;
        browser.post("moz/context", json!({ "context": "content" }))
    }
}
