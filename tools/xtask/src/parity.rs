//! `cargo xtask parity`: what OpenSSL and jsrsasign open of the corpus, beside this project.

use std::process::Command;

use anyhow::Result;
use page_builder::process;
use page_builder::project::Project;

use crate::setup::{need, npm};

/// Writes their columns of `tests/data/parity.tsv` and the sums in `docs/what-it-opens.md`.
pub(crate) fn command(project: &Project) -> Result<()> {
    need::ensure(&[need::OPENSSL, need::PYTHON])?;
    let packages = npm::install(project, "tools/lab/parity")?;
    let mut script = Command::new("python3");
    script
        .arg(project.path("tools/lab/parity/parity.py"))
        .arg(packages)
        .arg(project.target().join("parity"));
    process::run(&mut script)
}

/// Gives changed files of the corpus to the core, OpenSSL's library and Python's cryptography, and writes what they find
/// and the core does not into `docs/what-it-opens.md`.
pub(crate) fn mutated(project: &Project) -> Result<()> {
    need::ensure(&[need::PYTHON, need::CRYPTOGRAPHY])?;
    let target = project.target().join("fuzz/build");
    // Of the fuzz workspace, which alone links OpenSSL's library.
    let words = "build --quiet --locked --release --bin judge --target-dir";
    process::run(process::cargo(&project.path("fuzz"), words).arg(&target))?;
    let mut script = Command::new("python3");
    script
        .arg(project.path("tools/lab/parity/mutated.py"))
        .arg(target.join("release/judge"))
        .arg(project.target().join("parity-mutated"));
    process::run(&mut script)
}
