//! Which folders of the builder's machine get which short names inside the wasm.
//!
//! Messages of failed assertions hold the path of their source file. Without this, the page would
//! tell everyone where and by whom it was built, and no two people could build the same bytes.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::project::{self, Project};
use crate::target::TARGET;

/// Fetches and unpacks every package that the build takes. A cargo home that is new or was cleaned
/// has no folder of sources before that, and a folder that is not there gets no name.
pub fn unpack(project: &Project) -> Result<()> {
    let mut cargo = process::cargo();
    cargo.current_dir(project.root());
    cargo.args(["fetch", "--quiet", "--locked", "--target", TARGET]);
    process::run(&mut cargo)
}

/// A folder and the name that stands for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    folder: PathBuf,
    name: String,
}

/// The flags for the compiler, in the form that `CARGO_ENCODED_RUSTFLAGS` wants: `first`, and then the names.
pub(crate) fn encoded_flags(project: &Project, first: &[String]) -> Result<OsString> {
    let mut flags = OsString::from(first.join("\u{1f}"));
    for name in in_order(names(project)?) {
        if !flags.is_empty() {
            flags.push("\u{1f}");
        }
        flags.push("--remap-path-prefix=");
        flags.push(&name.folder);
        flags.push(format!("={}", name.name));
    }
    Ok(flags)
}

/// The compiler obeys the last flag that fits, so the folder inside another comes after it.
fn in_order(mut names: Vec<Name>) -> Vec<Name> {
    names.sort_by_key(|name| name.folder.components().count());
    names
}

fn names(project: &Project) -> Result<Vec<Name>> {
    let name = |folder: PathBuf, name: &str| Name {
        folder,
        name: name.to_owned(),
    };
    let mut names = vec![
        name(project.root().to_path_buf(), "rsa-signer"),
        name(project.target(), "target"),
        name(
            library()?,
            &format!("/rustc/{}", compiler("commit-hash: ")?),
        ),
    ];
    for home in cargo_homes() {
        names.extend(
            registries(&home)
                .into_iter()
                .map(|folder| name(folder, "crates")),
        );
        names.push(name(home, "cargo"));
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
fn library() -> Result<PathBuf> {
    let root = process::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    Ok(Path::new(root.trim())
        .join("lib")
        .join("rustlib")
        .join("src")
        .join("rust"))
}

fn compiler(key: &str) -> Result<String> {
    let about = process::output(Command::new("rustc").arg("-vV"))?;
    let value = about.lines().find_map(|line| line.strip_prefix(key));
    value
        .map(str::to_owned)
        .with_context(|| format!("`rustc -vV` does not say its {key}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_inside_another_comes_after_it() {
        let name = |folder: &str| Name {
            folder: folder.into(),
            name: String::new(),
        };
        let sorted = in_order(vec![name("/a/b/c"), name("/a"), name("/a/b")]);
        assert_eq!(sorted, [name("/a"), name("/a/b"), name("/a/b/c")]);
    }

    #[test]
    fn source_folder_and_every_registry_have_names() {
        let project = Project::here();
        let names = names(&project).unwrap();
        assert!(names.iter().any(|name| name.folder == project.root()));
        for home in cargo_homes() {
            for folder in registries(&home) {
                assert!(
                    names
                        .iter()
                        .any(|name| name.folder == folder && name.name == "crates")
                );
            }
        }
    }
}
