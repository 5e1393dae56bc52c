//! Another folder and another cargo home, as a second person has them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use page_builder::project::{self, Project};
use page_builder::remap;

use crate::lock;

/// What is built, kept or fetched, and so no part of the source.
const NOT_SOURCE: [&str; 4] = [".git", "dist", "node_modules", "target"];

/// Copies the source tree as it stands, committed or not.
pub(crate) fn tree(project: &Project, to: &Path) -> Result<()> {
    folder(project.root(), to, &NOT_SOURCE)
}

/// Makes a cargo home of its own, with what Cargo.lock names copied from this machine's, so that
/// nothing is fetched twice. The sources are not copied: cargo unpacks them there by itself.
pub(crate) fn cargo_home(project: &Project, to: &Path) -> Result<()> {
    let home = remap::cargo_homes().into_iter().next();
    let home = home.context("Nothing says where cargo keeps what it fetched.")?;
    let (from, into) = (home.join("registry"), to.join("registry"));
    folder(&from.join("index"), &into.join("index"), &[])?;
    let wanted = lock::packages(project)?;
    for registry in project::entries(&from.join("cache"))? {
        let registry_to = into.join("cache").join(project::file_name(&registry));
        make(&registry_to)?;
        for package in &wanted {
            let package = format!("{}-{}.crate", package.name, package.version);
            // Packages for other systems have never been fetched.
            if registry.join(&package).is_file() {
                file(&registry.join(&package), &registry_to.join(&package))?;
            }
        }
    }
    let settings = ["config.toml", "config"].map(|name| (home.join(name), to.join(name)));
    let mut settings = settings.iter().filter(|(from, _)| from.is_file());
    settings.try_for_each(|(from, to)| file(from, to))
}

fn folder(from: &Path, to: &Path, without: &[&str]) -> Result<()> {
    make(to)?;
    for entry in project::entries(from)? {
        let name: PathBuf = project::file_name(&entry).into();
        if without.iter().any(|other| name == Path::new(other)) {
            continue;
        }
        if entry.is_dir() {
            folder(&entry, &to.join(name), without)?;
        } else {
            file(&entry, &to.join(name))?;
        }
    }
    Ok(())
}

fn make(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made.", folder.display()))
}

fn file(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to)
        .map(drop)
        .with_context(|| format!("{} cannot be copied.", from.display()))
}
