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
use page_builder::settings;

use crate::lock;

/// Returns the place of a tool's program, installed when neither PATH nor an earlier run has it.
pub(crate) fn ensure(project: &Project, package: &str) -> Result<PathBuf> {
    let version = match package {
        // The tests' runner must have the version that binds the page.
        "wasm-bindgen-cli" => lock::version(&lock::packages(project)?, "wasm-bindgen")?,
        other => settings::tool(project, other)?,
    };
    let root = project.target().join("tools");
    if let Some(place) = find(package, &root, &version) {
        return Ok(place);
    }
    install(project, package, &root, &version)?;
    find(package, &root, &version)
        .with_context(|| format!("{package} was installed, and is not in {}.", root.display()))
}

/// Returns the first program of the package's name, when it has the version: a second one behind it
/// would not be found by those who look for it.
fn find(package: &str, root: &Path, version: &str) -> Option<PathBuf> {
    let program = match package {
        // Of its programs the one that the tests run.
        "wasm-bindgen-cli" => "wasm-bindgen-test-runner",
        other => other,
    };
    let place = super::find(program, &[root.join("bin")])?;
    // As cargo starts it, a program of cargo's is told its own name first.
    let words = package.strip_prefix("cargo-").into_iter();
    let mut about = Command::new(&place);
    let about = about.args(words.chain(["--version"])).output().ok()?;
    says_version(&String::from_utf8_lossy(&about.stdout), version).then_some(place)
}

fn install(project: &Project, package: &str, root: &Path, version: &str) -> Result<()> {
    println!("Installing {package} {version} into {}.", root.display());
    let words = format!("install --quiet {package} --version ={version} --root");
    let mut cargo = process::cargo(project.root(), &words);
    cargo.arg(root);
    // The lock file of wasm-bindgen-cli 0.2.130 names a package that is gone.
    if package != "wasm-bindgen-cli" {
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

/// Returns a PATH for everything that looks for one of these tools.
pub(crate) fn path(project: &Project, packages: &[&str]) -> Result<OsString> {
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
