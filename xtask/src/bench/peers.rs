//! The libraries that are measured beside this project, at the versions and with the checksums of
//! `benches/package-lock.json`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::project::Project;

/// The name of the file beside the measuring scripts, and where it is in the packages.
pub(super) const LIBRARIES: [(&str, &str); 4] = [
    ("jsrsasign-10.js", "jsrsasign-10/lib/jsrsasign-all-min.js"),
    ("jsrsasign-11.js", "jsrsasign/lib/jsrsasign-all-min.js"),
    ("forge.js", "node-forge/dist/forge.min.js"),
    ("gmp.js", "gmp-wasm/dist/mini.umd.min.js"),
];

const LOCK: &str = "package-lock.json";

/// The folder with the packages; installs them when it has others. No script of a package is run.
pub(super) fn ensure(project: &Project) -> Result<PathBuf> {
    let folder = project.target().join("bench").join("peers");
    let (installed, packages) = (folder.join("installed"), folder.join("node_modules"));
    let wanted = project.read(&format!("benches/{LOCK}"))?;
    if fs::read_to_string(&installed).is_ok_and(|there| there == wanted) {
        return Ok(packages);
    }
    println!(
        "Installing the packages of benches into {}.",
        folder.display()
    );
    let told = || format!("{} cannot be written.", folder.display());
    fs::create_dir_all(&folder).with_context(told)?;
    for file in [".npmrc", "package.json", LOCK] {
        fs::copy(project.path("benches").join(file), folder.join(file)).with_context(told)?;
    }
    let mut npm = Command::new("npm");
    let words = [
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ];
    process::run(npm.current_dir(&folder).args(words))?;
    fs::write(installed, wanted).with_context(told)?;
    Ok(packages)
}
