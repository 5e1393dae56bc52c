//! The browsers and their drivers, from the system's own packages.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::automation;
use crate::process;

/// Something that the tests run and that the system provides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Need {
    /// What people call it.
    name: &'static str,
    /// The programs that will do.
    programs: &'static [&'static str],
    /// Debian's package.
    package: &'static str,
}

/// Runs the wasm tests and the page.
pub(crate) const FIREFOX: Need = Need {
    name: "Firefox",
    programs: &["firefox", "firefox-esr"],
    package: "firefox-esr",
};
/// Runs the page.
pub(crate) const CHROMIUM: Need = Need {
    name: "Chromium",
    programs: &["chromium", "chromium-browser", "google-chrome"],
    package: "chromium",
};
/// Drives Chromium.
pub(crate) const CHROMEDRIVER: Need = Need {
    name: "ChromeDriver",
    programs: &["chromedriver"],
    package: "chromium-driver",
};
/// Makes keys and checks signatures, independently of the core.
pub(crate) const OPENSSL: Need = Need {
    name: "OpenSSL",
    programs: &["openssl"],
    package: "openssl",
};
/// Hands out the page with `hosting/apache.conf`. Debian's package holds the program and starts
/// nothing.
pub(crate) const APACHE: Need = Need {
    name: "Apache",
    programs: &["apache2", "httpd"],
    package: "apache2-bin",
};

/// Where servers are, which is not on everybody's PATH.
pub(crate) const SERVERS: &str = "/usr/sbin";

/// Runs what the tests of the Postman files are made of.
pub(crate) const NODE: Need = Need {
    name: "Node.js",
    programs: &["node"],
    package: "nodejs",
};
/// Brings the packages for it, and the accessibility rules.
pub(crate) const NPM: Need = Need {
    name: "npm",
    programs: &["npm"],
    package: "npm",
};

/// Starts a program without a network.
pub(crate) const UNSHARE: Need = Need {
    name: "unshare",
    programs: &["unshare"],
    package: "util-linux",
};

/// Switches on that program's own loopback.
pub(crate) const IP: Need = Need {
    name: "ip",
    programs: &["ip"],
    package: "iproute2",
};

/// Drives WebKitGTK's own small browser, which comes with it.
pub(crate) const WEBKIT: Need = Need {
    name: "WebKitWebDriver",
    programs: &["WebKitWebDriver"],
    package: "webkit2gtk-driver",
};
/// The display for WebKitGTK, which has no headless way.
pub(crate) const XVFB: Need = Need {
    name: "Xvfb",
    programs: &["Xvfb"],
    package: "xvfb",
};

impl Need {
    /// What people call it, the programs that will do, Debian's package.
    pub(super) const fn new(
        name: &'static str,
        programs: &'static [&'static str],
        package: &'static str,
    ) -> Self {
        Self {
            name,
            programs,
            package,
        }
    }

    pub(super) fn is_met(&self) -> bool {
        self.found().is_some() && automation::has_module_of(self.package)
    }

    /// Where the first of its programs is.
    pub(crate) fn found(&self) -> Option<PathBuf> {
        let servers = [PathBuf::from(SERVERS)];
        let mut places = self.programs.iter();
        places.find_map(|program| {
            process::find(program, &[]).or_else(|| process::find(program, &servers))
        })
    }
}

/// Installs what is missing where that can be done unasked; else says what to do.
pub(crate) fn ensure(needs: &[Need]) -> Result<()> {
    let missing: Vec<&Need> = needs.iter().filter(|need| !need.is_met()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing
        .iter()
        .map(|need| need.name)
        .collect::<Vec<_>>()
        .join(", ");
    if process::find("apt-get", &[]).is_none() {
        bail!("This needs {names}. Install what is named and put it on PATH.");
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    let by_hand = format!("sudo apt-get update && sudo {}", install_line(&packages));
    let Some(rights) = rights() else {
        bail!("This needs {names}. Install them with `{by_hand}`.");
    };
    println!("Installing {}.", packages.join(", "));
    install(rights, &packages)
        .with_context(|| format!("This needs {names}. Install them by hand: `{by_hand}`."))?;
    match missing.iter().find(|need| !need.is_met()) {
        Some(need) => bail!(
            "{} was installed, and PATH has no {}.",
            need.name,
            need.programs.join(" or ")
        ),
        None => Ok(()),
    }
}

/// How to become somebody who may install: not at all when that is so already, or without being
/// asked for a password.
pub(super) fn rights() -> Option<&'static [&'static str]> {
    let mut who = Command::new("id");
    if process::output(who.arg("-u")).is_ok_and(|id| id.trim() == "0") {
        return Some(&[]);
    }
    let allowed = Command::new("sudo").args(["-n", "true"]).output();
    allowed
        .is_ok_and(|it| it.status.success())
        .then_some(&["sudo", "-n"])
}

fn install(rights: &[&str], packages: &[&str]) -> Result<()> {
    process::run(&mut command(rights, "apt-get update --quiet"))?;
    process::run(&mut command(
        rights,
        &format!(
            "env DEBIAN_FRONTEND=noninteractive {}",
            install_line(packages)
        ),
    ))
}

fn install_line(packages: &[&str]) -> String {
    format!(
        "apt-get install --yes --no-install-recommends {}",
        packages.join(" ")
    )
}

/// The words as a command; there is no shell in between.
pub(super) fn command(rights: &[&str], line: &str) -> Command {
    let mut words = rights.iter().copied().chain(line.split_whitespace());
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_stand_in_front_of_the_command() {
        let line = |rights| process::line(&command(rights, &install_line(&["a", "b"])));
        assert_eq!(
            line(&[]),
            "apt-get install --yes --no-install-recommends a b"
        );
        assert!(line(&["sudo", "-n"]).starts_with("sudo -n apt-get install"));
    }

    #[test]
    fn a_program_that_nobody_has_is_missing() {
        let need = Need {
            name: "Nothing",
            programs: &["no-such-program-here"],
            package: "none",
        };
        assert!(!need.is_met());
        assert!(
            Need {
                programs: &["no-such-program-here", "cargo"],
                ..need
            }
            .is_met()
        );
    }
}
