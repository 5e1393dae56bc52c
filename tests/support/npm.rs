//! Runs scripts of the tree in Node.js, with the packages that their folder's lock file names.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::process;

/// Runs a script of `folder`, and returns what it prints. The script finds its packages through the
/// variable `RSA_SIGNER_PACKAGES`.
#[track_caller]
pub fn run(folder: &str, script: &str, input: &[u8]) -> Vec<u8> {
    let mut node = Command::new("node");
    node.arg(lists(folder).join(script))
        .env("RSA_SIGNER_PACKAGES", packages(folder));
    process::run(&mut node, input)
}

/// Returns where `cargo xtask test native` has installed the packages of `folder`.
#[track_caller]
fn packages(folder: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../npm");
    let packages = target.join(folder.replace('/', "-"));
    let wanted = fs::read_to_string(lists(folder).join("package-lock.json")).unwrap();
    let there = fs::read_to_string(packages.join("installed")).unwrap_or_default();
    assert!(
        there == wanted,
        "{} has not the packages of {folder}. `cargo xtask test native` installs them.",
        packages.display()
    );
    packages
}

fn lists(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}
