//! The npm packages that run the exported Postman files in the tests, at the versions and with the
//! checksums of `tests/postman/package-lock.json`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::browsers;
use crate::process;
use crate::project::Project;

/// Where the list of packages is in the project.
const LISTS: &str = "tests/postman";
/// What npm reads of it.
const READ: [&str; 3] = [".npmrc", "package.json", LOCK];
const LOCK: &str = "package-lock.json";
/// Written last: the list whose packages are there.
const INSTALLED: &str = "installed";

/// The folder with the packages; installs them when it has others. No script of a package is run.
pub(crate) fn ensure(project: &Project) -> Result<PathBuf> {
    browsers::ensure(&[browsers::NODE, browsers::NPM, browsers::OPENSSL])?;
    let folder = project.target().join("tools").join("postman");
    let wanted = fs::read_to_string(project.path(LISTS).join(LOCK))
        .with_context(|| format!("{LISTS}/{LOCK} cannot be read."))?;
    let installed = folder.join(INSTALLED);
    if fs::read_to_string(&installed).is_ok_and(|there| there == wanted) {
        return Ok(folder);
    }
    println!(
        "Installing the packages of {LISTS} into {}.",
        folder.display()
    );
    let told = || format!("{} cannot be written.", folder.display());
    let _ = fs::remove_file(&installed);
    fs::create_dir_all(&folder).with_context(told)?;
    for file in READ {
        fs::copy(project.path(LISTS).join(file), folder.join(file)).with_context(told)?;
    }
    let mut npm = Command::new("npm");
    npm.current_dir(&folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    process::run(&mut npm)?;
    fs::write(installed, wanted).with_context(told)?;
    Ok(folder)
}
