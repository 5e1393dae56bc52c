//! Makes the release a second time, elsewhere, and compares every byte.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use page_builder as page;
use page_builder::process;
use page_builder::project::{self, Project};
use tempfile::TempDir;

use super::{Named, Release, elsewhere};

/// The second place: longer than the first, and with a blank in it.
const LONGER: &str = "a longer path/of another person/rsa-signer";

/// `cargo xtask reproduce`: what is committed, cloned twice, built twice with everything that
/// builds it, in folders of different names and lengths and with a cargo home each.
pub(crate) fn command(project: &Project) -> Result<()> {
    let mut git = Command::new("git");
    git.current_dir(project.root());
    let uncommitted = process::output(git.args(["status", "--porcelain"]))?;
    if !uncommitted.is_empty() {
        println!("What is not committed is not in it:\n{uncommitted}");
    }
    // Everything for every system, because the two are built without a network.
    process::run(&mut process::cargo(
        project.root(),
        "fetch --quiet --locked",
    ))?;
    let (one, other) = (temporary("r")?, temporary("rsa-signer-reproduce-")?);
    // Both are cloned before anything is built, because somebody may commit in the meantime.
    let short = Place::new(project, one.path(), "s")?;
    let long = Place::new(project, other.path(), LONGER)?;
    let (first, second) = (short.release()?, long.release()?);
    same(&first, &second)?;
    print!("{}", super::sums(&first)?);
    println!("Both builds are the same, byte for byte.");
    Ok(())
}

/// The short form, for the tests: the source as it stands, built by this same program in another
/// folder with another cargo home, and compared with what was built here.
pub(crate) fn again(project: &Project, first: &Release) -> Result<()> {
    let place = temporary("rsa-signer-again-")?;
    let (root, home) = (place.path().join(LONGER), place.path().join("home"));
    elsewhere::tree(project, &root)?;
    elsewhere::cargo_home(project, &home)?;
    let program = std::env::current_exe().context("This program does not know where it is.")?;
    let mut again = Command::new(program);
    again
        .current_dir(&root)
        .arg("release")
        .env("CARGO_MANIFEST_DIR", root.join("tools/xtask"));
    process::run(of_its_own(&mut again, &home))?;
    same(&first.files, &read(&root.join(page::FOLDER))?)
}

/// What is committed, in a folder of its own, beside a cargo home of its own.
struct Place {
    root: PathBuf,
    home: PathBuf,
}

impl Place {
    fn new(project: &Project, place: &Path, name: &str) -> Result<Self> {
        let (root, home) = (place.join(name), place.join("home"));
        let mut clone = Command::new("git");
        clone.args(["clone", "--quiet", "--no-hardlinks"]);
        process::run(clone.arg(project.root()).arg(&root))?;
        elsewhere::cargo_home(project, &home)?;
        Ok(Self { root, home })
    }

    /// Makes the release with the commands that it comes with.
    fn release(&self) -> Result<Named> {
        let mut release = process::cargo(&self.root, "xtask release");
        process::run(of_its_own(&mut release, &self.home))?;
        read(&self.root.join(page::FOLDER))
    }
}

/// Own cargo home, own build folder, and no network: nothing else may come in.
fn of_its_own<'c>(command: &'c mut Command, home: &Path) -> &'c mut Command {
    command
        .env("CARGO_HOME", home)
        .env("CARGO_NET_OFFLINE", "true")
        .env_remove("CARGO_TARGET_DIR")
}

fn temporary(start: &str) -> Result<TempDir> {
    let folder = tempfile::Builder::new().prefix(start).tempdir();
    folder.context("No temporary folder can be made.")
}

fn read(folder: &Path) -> Result<Named> {
    let mut files = Named::new();
    for file in project::entries(folder)? {
        let context = || format!("{} cannot be read.", file.display());
        let bytes = fs::read(&file).with_context(context)?;
        files.insert(project::file_name(&file), bytes);
    }
    Ok(files)
}

/// Every file of either is in the other, with the same bytes.
fn same(first: &Named, second: &Named) -> Result<()> {
    let names = first.keys().chain(second.keys());
    for name in names {
        let (here, there) = (first.get(name), second.get(name));
        if here != there {
            let hash = |bytes: Option<&Vec<u8>>| bytes.map_or("not there".to_owned(), page::sha256);
            bail!(
                "{name} is not the same in two builds: {} and {}.",
                hash(here),
                hash(there)
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_changed_byte_or_lost_file_is_told() {
        let files = |list: &[(&str, &[u8])]| -> Named {
            let owned = list
                .iter()
                .map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()));
            owned.collect()
        };
        let whole = files(&[("a", b"1"), ("b", b"2")]);
        same(&whole, &whole.clone()).unwrap();
        for other in [
            files(&[("a", b"1"), ("b", b"3")]),
            files(&[("a", b"1")]),
            files(&[("a", b"1"), ("b", b"2"), ("c", b"")]),
        ] {
            assert!(same(&whole, &other).is_err());
            assert!(same(&other, &whole).is_err());
        }
    }
}
