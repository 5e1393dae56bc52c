//! The web servers that the tests of `hosting/` run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use page_builder::process;
use page_builder::project::{self, Project};
use xtask_support::setup::{
    self,
    need::{self, APACHE, SERVERS},
};

/// Debian's package, and the program in it.
const NGINX: &str = "nginx";

/// Where Apache is, installed when it is missing and that can be done unasked.
pub(super) fn apache() -> Result<PathBuf> {
    need::ensure(&[APACHE])?;
    APACHE
        .found()
        .context("Apache was installed and is not there.")
}

/// Where nginx is. Debian's package would start a server on port 80 when it is installed, so it
/// is unpacked beside the other tools instead.
pub(super) fn nginx(project: &Project) -> Result<PathBuf> {
    let unpacked = project.target().join("tools").join(NGINX);
    let places = [unpacked.join("usr/sbin"), PathBuf::from(SERVERS)];
    let found = || setup::find(NGINX, &[]).or_else(|| setup::find(NGINX, &places));
    if let Some(found) = found() {
        return Ok(found);
    }
    if setup::find("apt-get", &[]).is_none() {
        bail!("The tests need nginx. Install it and put it on PATH.");
    }
    println!("Unpacking nginx into {}.", unpacked.display());
    unpack(&unpacked).context("The tests need nginx. Install it, or let apt-get fetch it.")?;
    found().context("nginx was unpacked and is not there.")
}

fn unpack(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    if fetch(folder).is_err() {
        // The lists of packages may be missing or old.
        let rights = need::rights().context("`apt-get download nginx` failed.")?;
        process::run(&mut need::command(rights, "apt-get update --quiet"))?;
        fetch(folder)?;
    }
    for package in project::files(folder, "deb")? {
        process::run(Command::new("dpkg-deb").arg("-x").arg(&package).arg(folder))?;
        fs::remove_file(package)?;
    }
    Ok(())
}

fn fetch(folder: &Path) -> Result<()> {
    let mut fetch = Command::new("apt-get");
    fetch.args(["download", "--quiet", NGINX]);
    process::run(fetch.current_dir(folder))
}
