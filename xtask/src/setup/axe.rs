//! The accessibility rules, from the one package of npm that has them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha512};

use crate::process;
use crate::project::Project;
use crate::settings::Axe;

/// The script inside the package.
const SCRIPT: &str = "package/axe.min.js";

/// Where the script is: fetched when no earlier run has the package, and checked every time.
pub(crate) fn ensure(project: &Project, wanted: &Axe) -> Result<PathBuf> {
    let root = project.target().join("tools");
    fs::create_dir_all(&root)?;
    let package = root.join(format!("axe-core-{}.tgz", wanted.version));
    if !package.is_file() {
        fetch(&root, &wanted.version)?;
    }
    let bytes = fs::read(&package)
        .with_context(|| format!("npm has put no file at {}.", package.display()))?;
    if let Err(error) = check(&bytes, &wanted.integrity) {
        // The next run fetches it again.
        let _ = fs::remove_file(&package);
        return Err(error.context(format!(
            "{} is not the file it should be.",
            package.display()
        )));
    }
    unpack(&root, &package)
}

fn fetch(root: &Path, version: &str) -> Result<()> {
    println!("Fetching axe-core {version} into {}.", root.display());
    let mut npm = Command::new("npm");
    npm.args([
        "pack",
        "--silent",
        "--ignore-scripts",
        "--pack-destination",
        ".",
    ])
    .arg(format!("axe-core@{version}"))
    .current_dir(root);
    // It prints the file's name, which is known.
    process::output(&mut npm).map(drop)
}

fn check(bytes: &[u8], integrity: &str) -> Result<()> {
    let found = format!("sha512-{}", STANDARD.encode(Sha512::digest(bytes)));
    if found == integrity {
        return Ok(());
    }
    bail!("wasm-pack.toml says {integrity}, it has {found}.")
}

fn unpack(root: &Path, package: &Path) -> Result<PathBuf> {
    let folder = root.join("axe-core");
    fs::create_dir_all(&folder)?;
    let mut tar = Command::new("tar");
    tar.arg("-xzf")
        .arg(package)
        .arg("-C")
        .arg(&folder)
        .arg(SCRIPT);
    process::run(&mut tar)?;
    Ok(folder.join(SCRIPT))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The SHA-512 of "abc" (FIPS 180-2, appendix C.1) in base64.
    const ABC: &str = "sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==";

    #[test]
    fn only_the_pinned_bytes_will_do() {
        check(b"abc", ABC).unwrap();
        let told = check(b"abd", ABC).unwrap_err().to_string();
        assert!(told.contains(ABC), "{told}");
    }
}
