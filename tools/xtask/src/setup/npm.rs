//! Packages of npm, at the versions and with the checksums of a `package-lock.json` of the tree.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use page_builder::process;
use page_builder::project::Project;

use super::need;

/// The lock file; in the target folder it stands beside the packages that were installed from it.
const LOCK: &str = "package-lock.json";

/// Installs what the lock file in `lists`, a folder of the tree, names, and returns the folder that
/// holds `node_modules`. No script of a package is run.
pub(crate) fn install(project: &Project, lists: &str) -> Result<PathBuf> {
    need::ensure(&[need::NODE, need::NPM])?;
    let folder = project.target().join("npm").join(lists.replace('/', "-"));
    let wanted = project.read(&format!("{lists}/{LOCK}"))?;
    let installed = folder.join("installed");
    if fs::read_to_string(&installed).is_ok_and(|there| there == wanted) {
        return Ok(folder);
    }
    println!(
        "Installing the packages of {lists} into {}.",
        folder.display()
    );
    let context = || format!("{} cannot be written.", folder.display());
    let _ = fs::remove_file(&installed);
    fs::create_dir_all(&folder).with_context(context)?;
    for file in ["package.json", LOCK] {
        fs::copy(project.path(lists).join(file), folder.join(file)).with_context(context)?;
    }
    let mut npm = Command::new("npm");
    npm.current_dir(&folder)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    process::run(npm.arg("--loglevel=error"))?;
    // Written last: an installation that was cut short is made again.
    fs::write(installed, wanted).with_context(context)?;
    Ok(folder)
}
