//! cargo-deny: licences, sources, doubles and known weaknesses of every dependency.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use page_builder::process;
use page_builder::project::Project;

use crate::setup::tools;

/// What can be checked from what is here.
const REST: &str = "--offline check --hide-inclusion-graph bans licenses sources";
/// What a person has to know where the database is out of reach, as on hosts that see registries only.
const UNREACHED: &str = "The database of known weaknesses, https://github.com/RustSec/advisory-db, cannot be fetched, so \
    nobody knows whether a dependency is in it; what stands above says why. Sources, licences and bans are as deny.toml \
    wants them. Run `cargo xtask deny` again where GitHub can be reached (the ci workflow does with every push), or \
    `cargo xtask deny --without-advisories` to leave the weaknesses out knowingly.";
/// What to do about a finding of that database.
const FOUND: &str = "A dependency has a known weakness, was withdrawn or is looked after by nobody: what stands above names it. \
    Take another version of it, or give deny.toml an exception with the reason why it does no harm here.";

/// Checks, and says so.
pub(crate) fn command(project: &Project, advisories: bool) -> Result<()> {
    let program = ready(project)?;
    run(project, &program, REST)?;
    if !advisories {
        println!("Known weaknesses were not looked up.");
        return Ok(());
    }
    // The database first, so that what is missing and what is found are two things.
    run(project, &program, "fetch db").context(UNREACHED)?;
    let words = "check --hide-inclusion-graph advisories";
    run(project, &program, words).context(FOUND)
}

/// Stops at what `deny.toml` does not allow, as far as it needs no network. Warnings are shown only where somebody
/// looks for them.
pub(crate) fn check(project: &Project) -> Result<()> {
    let quiet = format!("--log-level error {REST}");
    run(project, &ready(project)?, &quiet)
}

/// Returns the program, with all that it reads in place: the crates of every platform, because builds
/// here have loaded those of this one only.
fn ready(project: &Project) -> Result<PathBuf> {
    process::run(&mut process::cargo(
        project.root(),
        "fetch --locked --quiet",
    ))?;
    tools::ensure(project, "cargo-deny")
}

fn run(project: &Project, program: &Path, words: &str) -> Result<()> {
    let mut deny = Command::new(program);
    deny.current_dir(project.root())
        .args(["--locked", "--workspace"])
        .args(words.split(' '));
    process::run(&mut deny)
}
