//! cargo-deny: licences, sources, doubles and known weaknesses of every dependency.

use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::project::Project;
use crate::settings::Files;
use crate::setup::tools;

/// What can be checked from what is here.
const CHECKS: [&str; 3] = ["bans", "licenses", "sources"];
/// What needs the database of advisories, which is fetched.
const ADVISORIES: &str = "advisories";
/// What a person has to know where the database is out of reach, as on hosts that see registries only.
const UNREACHED: &str = "A dependency is not as deny.toml wants it, or the database of known weaknesses \
    (https://github.com/rustsec/advisory-db) cannot be reached: what stands above says which. Without a way to \
    it, `cargo xtask deny --without-advisories` checks the rest; the ci workflow looks the weaknesses up.";

/// Checks, and says so.
pub(crate) fn command(project: &Project, advisories: bool) -> Result<()> {
    check(project, advisories)?;
    if !advisories {
        println!("Known weaknesses were not looked up.");
    }
    Ok(())
}

/// Stops at what `deny.toml` does not allow. Warnings are shown only where somebody looks for them.
pub(crate) fn check(project: &Project, advisories: bool) -> Result<()> {
    let settings = Files::read(project)?.agreed()?;
    let program = tools::cargo_deny(project, &settings.tools)?;
    let mut deny = Command::new(program);
    deny.current_dir(project.root())
        .args(["--locked", "--workspace"]);
    if !advisories {
        fetch(project)?;
        deny.args(["--offline", "--log-level", "error"]);
    }
    deny.args(["check", "--hide-inclusion-graph"]).args(CHECKS);
    deny.args(advisories.then_some(ADVISORIES));
    let ran = process::run(&mut deny);
    if advisories {
        return ran.context(UNREACHED);
    }
    ran
}

/// Loads the crates of every platform: builds here have loaded those of this one only, and what is checked
/// reads them all. Asks nobody when they are here.
fn fetch(project: &Project) -> Result<()> {
    let mut cargo = process::cargo();
    cargo
        .current_dir(project.root())
        .args(["fetch", "--locked", "--quiet"]);
    process::run(&mut cargo)
}
