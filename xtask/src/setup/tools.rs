//! The tools of the tests and checks, at the versions that `wasm-pack.toml` pins.
//!
//! They are built from the package registry, because that is the one source that every machine
//! that can build this project reaches. They live in `tools` inside cargo's target folder.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::project::Project;
use crate::settings::Tools;

/// Where the tools are.
#[derive(Debug)]
pub(crate) struct Found {
    /// PATH for everything that looks for a tool.
    pub(crate) path: OsString,
    /// Drives Firefox.
    pub(crate) geckodriver: PathBuf,
    /// Runs the wasm tests.
    pub(crate) wasm_pack: PathBuf,
}

/// A program of one exact version.
#[derive(Debug)]
struct Tool<'s> {
    /// Its package in the registry.
    package: &'static str,
    /// Its file.
    program: &'static str,
    /// The one version that will do.
    version: &'s str,
    /// What stands before `--version`.
    subcommand: Option<&'static str>,
    /// Another program that must be in the same folder.
    beside: Option<&'static str>,
    /// Whether the package's own lock file can be obeyed.
    locked: bool,
}

fn tools(versions: &Tools) -> [Tool<'_>; 3] {
    [
        Tool {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: &versions.wasm_bindgen_cli,
            subcommand: None,
            beside: Some("wasm-bindgen-test-runner"),
            // The lock file of 0.2.130 names a package that is gone.
            locked: false,
        },
        Tool {
            package: "wasm-pack",
            program: "wasm-pack",
            version: &versions.wasm_pack,
            subcommand: None,
            beside: None,
            locked: true,
        },
        Tool {
            package: "geckodriver",
            program: "geckodriver",
            version: &versions.geckodriver,
            subcommand: None,
            beside: None,
            locked: true,
        },
    ]
}

/// Finds the tools of the tests, and installs those that neither PATH nor an earlier run has.
pub(crate) fn ensure(project: &Project, versions: &Tools) -> Result<Found> {
    let root = project.target().join("tools");
    let folder = root.join("bin");
    for tool in tools(versions) {
        if tool.find(&folder).is_none() {
            tool.install(&root)?;
        }
    }
    // Only the programs are used again.
    let _ = fs::remove_dir_all(root.join("build"));
    let place = |program: &str| {
        let found = tools(versions)
            .iter()
            .find(|tool| tool.program == program)?
            .find(&folder);
        found
            .with_context(|| format!("{program} was installed and is not there."))
            .ok()
    };
    let (Some(geckodriver), Some(wasm_pack)) = (place("geckodriver"), place("wasm-pack")) else {
        bail!(
            "The tools were installed into {}, and are not there.",
            folder.display()
        );
    };
    Ok(Found {
        path: process::path_with(&folder)?,
        geckodriver,
        wasm_pack,
    })
}

/// Finds cargo-deny, and installs it when neither PATH nor an earlier run has it.
pub(crate) fn cargo_deny(project: &Project, versions: &Tools) -> Result<PathBuf> {
    alone(project, "cargo-deny", &versions.cargo_deny)
}

/// The same for cargo-fuzz.
pub(crate) fn cargo_fuzz(project: &Project, versions: &Tools) -> Result<PathBuf> {
    alone(project, "cargo-fuzz", &versions.cargo_fuzz)
}

/// The same for cargo-mutants.
pub(crate) fn cargo_mutants(project: &Project, versions: &Tools) -> Result<PathBuf> {
    alone(project, "cargo-mutants", &versions.cargo_mutants)
}

/// A program that needs no other, and is named like its package.
fn alone(project: &Project, package: &'static str, version: &str) -> Result<PathBuf> {
    let root = project.target().join("tools");
    let folder = root.join("bin");
    let tool = Tool {
        package,
        program: package,
        version,
        // This one tells its version only behind its own name as cargo calls it.
        subcommand: (package == "cargo-mutants").then_some("mutants"),
        beside: None,
        locked: true,
    };
    if let Some(found) = tool.find(&folder) {
        return Ok(found);
    }
    tool.install(&root)?;
    // Only the program is used again.
    let _ = fs::remove_dir_all(root.join("build"));
    tool.find(&folder).with_context(|| {
        format!(
            "{package} was installed into {}, and is not there.",
            root.display()
        )
    })
}

impl Tool<'_> {
    /// The first program of that name, when it has the version: a second one behind it would not
    /// be found by those who look for it.
    fn find(&self, folder: &Path) -> Option<PathBuf> {
        let place = process::find(self.program, &[folder.to_path_buf()])?;
        let about = Command::new(&place)
            .args(self.subcommand)
            .arg("--version")
            .output()
            .ok()?;
        if !says_version(&String::from_utf8_lossy(&about.stdout), self.version) {
            return None;
        }
        let complete = self.beside.is_none_or(|other| {
            let name = format!("{other}{}", std::env::consts::EXE_SUFFIX);
            place.with_file_name(name).is_file()
        });
        complete.then_some(place)
    }

    fn install(&self, root: &Path) -> Result<()> {
        println!(
            "Installing {} {} into {}.",
            self.package,
            self.version,
            root.display()
        );
        let mut cargo = process::cargo();
        cargo.args([
            "install",
            "--quiet",
            self.package,
            "--version",
            &format!("={}", self.version),
        ]);
        cargo.arg("--root").arg(root);
        if self.locked {
            cargo.arg("--locked");
        }
        // These run for seconds and are built for minutes: build them fast.
        cargo
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_TARGET_DIR", root.join("build"));
        process::run(&mut cargo)
    }
}

/// `wasm-pack 0.15.1`, `geckodriver 0.37.1 (…)`: the second word is the version.
fn says_version(about: &str, version: &str) -> bool {
    about.split_whitespace().nth(1) == Some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_version_will_do() {
        assert!(says_version("wasm-pack 0.15.1\n", "0.15.1"));
        assert!(says_version(
            "geckodriver 0.37.1 (abc 2026)\n\nmore",
            "0.37.1"
        ));
        assert!(!says_version("wasm-bindgen 0.2.1300", "0.2.130"));
        assert!(!says_version("wasm-bindgen", "0.2.130"));
    }
}
