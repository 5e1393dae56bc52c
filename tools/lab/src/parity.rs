//! `cargo xtask parity`: what OpenSSL and jsrsasign open of the corpus, beside this project.

use std::process::Command;

use anyhow::Result;
use page_builder::process;
use page_builder::project::Project;
use xtask_support::setup::{need, npm};

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
