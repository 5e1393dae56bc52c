//! Programs that the tests run and that the system provides: browsers, drivers, OpenSSL and others.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use anyhow::{Context, Result, bail};
use page_builder::process;

/// A program that the system provides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Need {
    /// What people call it.
    name: &'static str,
    /// The programs that will do.
    programs: &'static [&'static str],
    /// Debian's package.
    package: &'static str,
}

macro_rules! needs {
    ($($constant:ident: $name:literal, $programs:expr, $package:literal;)*) => {
        $(
            #[doc = concat!($name, ", in Debian's package `", $package, "`.")]
            pub(crate) const $constant: Need = Need { name: $name, programs: &$programs, package: $package };
        )*
        /// What the suites need together.
        const ALL: &[Need] = &[$($constant),*];
    };
}

needs! {
    APACHE: "Apache", ["apache2", "httpd"], "apache2-bin";
    CHROMEDRIVER: "ChromeDriver", ["chromedriver"], "chromium-driver";
    CHROMIUM: "Chromium", ["chromium", "chromium-browser", "google-chrome"], "chromium";
    CRYPTOGRAPHY: "Python's package cryptography", [PYTHON_PROGRAM], "python3-cryptography";
    CURL: "curl", ["curl"], "curl";
    FIREFOX: "Firefox", ["firefox", "firefox-esr"], "firefox-esr";
    GNUTLS: "certtool of GnuTLS", ["certtool"], "gnutls-bin";
    ICALENDAR: "Python's package icalendar", [PYTHON_PROGRAM], "python3-icalendar";
    IP: "ip", ["ip"], "iproute2";
    JAVA: "keytool of Java", ["keytool"], "default-jre-headless";
    NODE: "Node.js", ["node"], "nodejs";
    NPM: "npm", ["npm"], "npm";
    NSS: "pk12util of NSS", ["pk12util"], "libnss3-tools";
    OPENSSH: "ssh-keygen", ["ssh-keygen"], "openssh-client";
    OPENSSL: "OpenSSL", ["openssl"], "openssl";
    PYTHON: "Python 3", [PYTHON_PROGRAM], "python3";
    UNSHARE: "unshare", ["unshare"], "util-linux";
    WEBKIT: "WebKitWebDriver", ["WebKitWebDriver"], "webkit2gtk-driver";
    XVFB: "Xvfb", ["Xvfb"], "xvfb";
}

/// What the tests of the page run in browsers.
pub(crate) const BROWSERS: [Need; 10] = [
    PYTHON,
    CRYPTOGRAPHY,
    FIREFOX,
    CHROMIUM,
    CHROMEDRIVER,
    WEBKIT,
    XVFB,
    IP,
    UNSHARE,
    OPENSSL,
];

/// Where servers are, which is not on everybody's PATH.
const SERVERS: &str = "/usr/sbin";

const PYTHON_PROGRAM: &str = if cfg!(windows) { "python" } else { "python3" };
/// The system's own Python, which the system's packages are for. The tests look for it in the same
/// order: `tests/support/service.rs`.
const SYSTEM_PYTHON: &str = "/usr/bin/python3";

impl Need {
    fn is_met(&self) -> bool {
        self.found().is_some() && has_module_of(self.package)
    }

    /// Returns the place of the first of its programs that is there.
    pub(crate) fn found(&self) -> Option<PathBuf> {
        let servers = [PathBuf::from(SERVERS)];
        let mut places = self.programs.iter();
        places.find_map(|program| {
            super::find(program, &[]).or_else(|| super::find(program, &servers))
        })
    }
}

/// Whether Python has the module that is in this package of Debian's, `python3-…`; other packages hold
/// no module.
fn has_module_of(package: &str) -> bool {
    package.strip_prefix("python3-").is_none_or(|module| {
        let is_there = Path::new(SYSTEM_PYTHON).is_file();
        let python = if is_there {
            SYSTEM_PYTHON
        } else {
            PYTHON_PROGRAM
        };
        let tried = Command::new(python)
            .args(["-c", &format!("import {module}")])
            .output();
        tried.is_ok_and(|it| it.status.success())
    })
}

/// Installs what all suites need, in the background: downloads overlap with compiling. What fails here is
/// reported by the suite that needs it.
pub(crate) fn prepare() {
    std::thread::spawn(|| ensure(ALL).ok());
}

/// Held while something is installed.
static INSTALLING: Mutex<()> = Mutex::new(());

/// Installs what is missing where that can be done unasked; else says what to do.
pub(crate) fn ensure(needs: &[Need]) -> Result<()> {
    let _installing = INSTALLING.lock();
    let missing: Vec<&Need> = needs.iter().filter(|need| !need.is_met()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing
        .iter()
        .map(|need| need.name)
        .collect::<Vec<_>>()
        .join(", ");
    if super::find("apt-get", &[]).is_none() {
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
fn rights() -> Option<&'static [&'static str]> {
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
fn command(rights: &[&str], line: &str) -> Command {
    let mut words = rights.iter().copied().chain(line.split_whitespace());
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words);
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use page_builder::project::Project;

    #[test]
    fn the_readme_names_every_package() {
        let readme = Project::here().read("README.md").unwrap();
        let line = readme.lines().find(|line| line.contains("apt-get install"));
        let words: Vec<&str> = line.unwrap().split([' ', '`']).collect();
        for need in ALL {
            assert!(words.contains(&need.package), "{}", need.package);
        }
    }

    #[test]
    fn missing_programs_and_modules_are_noticed() {
        let need = |programs, package| Need {
            name: "",
            programs,
            package,
        };
        assert!(!need(&["no-such-program-here"], "none").is_met());
        assert!(need(&["no-such-program-here", "cargo"], "none").is_met());
        assert!(need(&[PYTHON_PROGRAM], "python3-json").is_met());
        assert!(!need(&[PYTHON_PROGRAM], "python3-no_such_module").is_met());
    }
}
