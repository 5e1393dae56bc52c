//! Where the project's files are.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The source tree that this program was built from.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// Returns the tree that holds the package that runs, two folders below its root. Cargo says at
    /// run time where that is; what it said when it compiled may be another checkout that shares the
    /// build folder.
    pub fn here() -> Self {
        let compiled = env!("CARGO_MANIFEST_DIR");
        let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| compiled.into());
        let package = PathBuf::from(package);
        Self {
            root: package.ancestors().nth(2).unwrap_or(&package).to_path_buf(),
        }
    }

    /// Returns the tree with this root.
    #[cfg(test)]
    pub(crate) fn at(root: &Path) -> Self {
        Self { root: root.into() }
    }

    /// The folder with the workspace's Cargo.toml.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A place in the tree, written with `/`.
    pub fn path(&self, inside: &str) -> PathBuf {
        self.root.join(inside)
    }

    /// Where cargo puts what it builds, and this program what it keeps between two runs.
    pub fn target(&self) -> PathBuf {
        match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => self.root.join(folder),
            None => self.root.join("target"),
        }
    }

    /// A text file of the tree. Line ends become LF, because a checkout on Windows may have others
    /// and the page must be the same bytes everywhere.
    pub fn read(&self, inside: &str) -> Result<String> {
        read_text(&self.path(inside))
    }

    /// The text files of a folder with one of these endings, under their names; sub-folders are left
    /// out.
    pub fn texts(&self, folder: &str, endings: &[&str]) -> Result<BTreeMap<String, String>> {
        let mut texts = BTreeMap::new();
        for entry in entries(&self.path(folder))? {
            let ending = entry.extension().and_then(OsStr::to_str);
            if entry.is_file() && ending.is_some_and(|ending| endings.contains(&ending)) {
                texts.insert(file_name(&entry), read_text(&entry)?);
            }
        }
        Ok(texts)
    }
}

/// A text file with its line ends turned into LF.
pub fn read_text(path: &Path) -> Result<String> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("{} cannot be read as text.", path.display()))?;
    Ok(text.replace("\r\n", "\n"))
}

/// What is in a folder, sorted by name, so that no result depends on the file system's order.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let context = || format!("The folder {} cannot be read.", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(context)? {
        found.push(entry.with_context(context)?.path());
    }
    found.sort();
    Ok(found)
}

/// The last part of a path.
pub fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
