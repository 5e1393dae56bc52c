//! Firefox, by geckodriver.

use super::{Engine, INTRANET, program};
use crate::outcome::Outcome;
use fantoccini::wd::Capabilities;
use serde_json::json;
use std::path::Path;
use std::process::Command;

pub(super) struct Firefox;

impl Engine for Firefox {
    fn name(&self) -> &'static str {
        "firefox"
    }

    fn driver(&self, port: u16, home: &Path) -> Outcome<Command> {
        let mut command = Command::new(program("GECKODRIVER", "geckodriver")?);
        command
            .args(["--host", "127.0.0.1", "--port", &port.to_string()])
            // 0: a free one. The default is a fixed port that another geckodriver may hold.
            .args(["--websocket-port", "0"])
            .arg("--profile-root")
            .arg(home);
        Ok(command)
    }

    fn capabilities(&self, _home: &Path) -> Capabilities {
        let mut options = json!({
            "args": ["-headless"],
            "prefs": {
                // geckodriver relaxes file:// for its sessions; people's Firefox does not.
                "security.fileuri.strict_origin_policy": true,
                "network.dns.localDomains": INTRANET,
                "network.proxy.type": 0,
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
}
