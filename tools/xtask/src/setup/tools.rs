//! The tools of the tests and checks, each at one exact version.
//!
//! They are built from the package registry, because that is the one source that every machine
//! that can build this project reaches. They live in `tools` inside cargo's target folder.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use page_builder::process;
use page_builder::project::Project;
use page_builder::settings::Settings;

use crate::lock::Lock;

/// A package whose program is found by its name and says its version.
#[derive(Debug)]
struct Tool {
    package: &'static str,
    program: &'static str,
    /// What makes the program print its version as the second word.
    version: &'static [&'static str],
    /// Another program that must be in the same folder.
    beside: Option<&'static str>,
}

impl Tool {
    const fn named_like_its_package(package: &'static str) -> Self {
        Self {
            package,
            program: package,
            version: &["--version"],
            beside: None,
        }
    }

    fn of(package: &'static str) -> Self {
        let plain = Self::named_like_its_package(package);
        match package {
            "cargo-mutants" => Self {
                version: &["mutants", "--version"],
                ..plain
            },
            "wasm-bindgen-cli" => Self {
                program: "wasm-bindgen",
                beside: Some("wasm-bindgen-test-runner"),
                ..plain
            },
            _ => plain,
        }
    }

    /// Returns the first program of that name, when it has the version: a second one behind it would
    /// not be found by those who look for it.
    fn find(&self, folder: &Path, version: &str) -> Option<PathBuf> {
        let place = super::find(self.program, &[folder.to_path_buf()])?;
        let about = Command::new(&place).args(self.version).output().ok()?;
        let complete = self.beside.is_none_or(|other| {
            let name = format!("{other}{}", std::env::consts::EXE_SUFFIX);
            place.with_file_name(name).is_file()
        });
        let right = says_version(&String::from_utf8_lossy(&about.stdout), version);
        (right && complete).then_some(place)
    }

    fn install(&self, root: &Path, version: &str) -> Result<()> {
        println!(
            "Installing {} {version} into {}.",
            self.package,
            root.display()
        );
        let mut cargo = process::cargo();
        cargo.args(["install", "--quiet", self.package, "--version"]);
        cargo.arg(format!("={version}")).arg("--root").arg(root);
        // The lock file of wasm-bindgen-cli 0.2.130 names a package that is gone.
        if self.package != "wasm-bindgen-cli" {
            cargo.arg("--locked");
        }
        // These run for seconds and are built for minutes: build them fast.
        cargo
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_TARGET_DIR", root.join("build"));
        process::run(&mut cargo)?;
        // Only the programs are used again.
        let _ = fs::remove_dir_all(root.join("build"));
        Ok(())
    }
}

/// Returns the place of a tool's program, installed when neither PATH nor an earlier run has it.
pub(crate) fn ensure(project: &Project, package: &'static str) -> Result<PathBuf> {
    let tool = Tool::of(package);
    let version = match package {
        // The tests' runner must have the version that binds the page.
        "wasm-bindgen-cli" => Lock::read(project)?.version("wasm-bindgen")?,
        other => Settings::read(project)?.setting("tools", other)?,
    };
    let root = project.target().join("tools");
    let find = || tool.find(&root.join("bin"), &version);
    if find().is_none() {
        tool.install(&root, &version)?;
    }
    find().with_context(|| format!("{package} was installed, and is not in {}.", root.display()))
}

/// Returns a PATH for everything that looks for one of these tools.
pub(crate) fn path(project: &Project, packages: &[&'static str]) -> Result<OsString> {
    for package in packages {
        ensure(project, package)?;
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let tools = project.target().join("tools").join("bin");
    let folders = std::iter::once(tools).chain(std::env::split_paths(&path));
    std::env::join_paths(folders).context("PATH cannot take the folder of the tools.")
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
