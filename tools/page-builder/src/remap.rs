//! Which folders of the builder's machine get which short names inside the wasm.
//!
//! Messages of failed assertions hold the path of their source file. Without this, the page would
//! tell everyone where and by whom it was built, and no two people could build the same bytes.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::project::{self, Project};
use crate::target::TARGET;

/// Fetches and unpacks every package that the build takes. A cargo home that is new or was cleaned
/// has no folder of sources before that, and a folder that is not there gets no name.
pub fn unpack(project: &Project) -> Result<()> {
    let words = format!("fetch --quiet --locked --target {TARGET}");
    process::run(&mut process::cargo(project.root(), &words))
}

/// The flags for the compiler, in the form that `CARGO_ENCODED_RUSTFLAGS` wants: `first`, and then the names.
pub(crate) fn encoded_flags(project: &Project, first: &[String]) -> Result<OsString> {
    let mut flags: Vec<OsString> = first.iter().map(OsString::from).collect();
    for (folder, name) in in_order(names(project)?) {
        let mut flag = OsString::from("--remap-path-prefix=");
        flag.push(folder);
        flag.push(format!("={name}"));
        flags.push(flag);
    }
    Ok(flags.join(OsStr::new("\u{1f}")))
}

/// The compiler obeys the last flag that fits, so the folder inside another comes after it.
fn in_order(mut names: Vec<(PathBuf, String)>) -> Vec<(PathBuf, String)> {
    names.sort_by_key(|(folder, _)| folder.components().count());
    names
}

/// The folders, and the name that stands for each.
fn names(project: &Project) -> Result<Vec<(PathBuf, String)>> {
    let library = format!("/rustc/{}", commit()?);
    let mut names = vec![
        (project.root().to_path_buf(), "rsa-signer".to_owned()),
        (project.target(), "target".to_owned()),
        (library_sources()?, library),
    ];
    for home in cargo_homes() {
        let registries = registries(&home).into_iter();
        names.extend(registries.map(|folder| (folder, "crates".to_owned())));
        names.push((home, "cargo".to_owned()));
    }
    Ok(names)
}

/// Where cargo keeps what it fetched: as it is named, and as it is when the name is a link.
pub fn cargo_homes() -> Vec<PathBuf> {
    let named = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let usual = std::env::home_dir().map(|home| home.join(".cargo"));
    let Some(home) = named.or(usual) else {
        return Vec::new();
    };
    let real = home.canonicalize().ok().filter(|real| *real != home);
    std::iter::once(home).chain(real).collect()
}

/// The folders of fetched sources, one for each registry and named after its host.
pub fn registries(cargo_home: &Path) -> Vec<PathBuf> {
    project::entries(&cargo_home.join("registry").join("src")).unwrap_or_default()
}

/// Where the library's own sources are when somebody has installed them; without them, the
/// compiler writes the name that is given to them here.
fn library_sources() -> Result<PathBuf> {
    let root = process::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let parts = [root.trim(), "lib", "rustlib", "src", "rust"];
    Ok(parts.iter().collect())
}

/// The commit that the compiler was built from.
fn commit() -> Result<String> {
    let about = process::output(Command::new("rustc").arg("-vV"))?;
    let commit = about
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "));
    let commit = commit.context("`rustc -vV` does not say its commit-hash.")?;
    Ok(commit.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_inside_another_comes_after_it() {
        let names = |folders: [&str; 3]| folders.map(|it| (it.into(), String::new())).to_vec();
        let sorted = in_order(names(["/a/b/c", "/a", "/a/b"]));
        assert_eq!(sorted, names(["/a", "/a/b", "/a/b/c"]));
    }

    #[test]
    fn source_folder_and_every_registry_have_names() {
        let project = Project::here();
        let names = names(&project).unwrap();
        assert!(names.iter().any(|(folder, _)| folder == project.root()));
        for folder in cargo_homes().iter().flat_map(|home| registries(home)) {
            assert!(names.contains(&(folder, "crates".to_owned())));
        }
    }
}
