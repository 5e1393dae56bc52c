//! The browsers and their drivers, from the system's own packages.

use std::process::Command;

use anyhow::{Context, Result, bail};

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

impl Need {
    fn is_met(&self) -> bool {
        self.programs
            .iter()
            .any(|program| process::find(program, &[]).is_some())
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
        bail!("The tests need {names}. Install what is named and put it on PATH.");
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    let by_hand = format!("sudo apt-get update && sudo {}", install_line(&packages));
    let Some(rights) = rights() else {
        bail!("The tests need {names}. Install them with `{by_hand}`.");
    };
    println!("Installing {}.", packages.join(", "));
    install(rights, &packages)
        .with_context(|| format!("The tests need {names}. Install them by hand: `{by_hand}`."))?;
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
