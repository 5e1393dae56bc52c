//! Finds the files that paths, folders and patterns mean.

use crate::files::name;
use std::fs;
use std::path::{Path, PathBuf};

/// Certificates are expected in files that end so.
const ENDINGS: [&str; 13] = [
    "cer", "cert", "crt", "der", "jks", "keystore", "p12", "p7b", "p7c", "pem", "pfx", "pkcs12",
    "spc",
];
/// Larger files in folders are no certificates.
const MAX_BYTES: u64 = 16 * 1024 * 1024;
/// A tree that is deeper has a loop in it.
const MAX_DEPTH: u32 = 64;

/// A file to read.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// Whether it was named, by itself or by a pattern, and not found in a folder.
    pub(super) is_named: bool,
    /// Whether it should contain a certificate.
    pub(super) is_expected: bool,
}

/// Returns the files, sorted within each path, and what could not be searched.
pub(super) fn files(paths: &[PathBuf]) -> (Vec<Found>, Vec<String>) {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        let is_pattern = path.to_string_lossy().contains(['*', '?', '[']);
        if is_pattern && !path.exists() {
            matching(path, &mut found, &mut problems);
        } else {
            add(path, &mut found, &mut problems);
        }
    }
    (found, problems)
}

fn matching(pattern: &Path, found: &mut Vec<Found>, problems: &mut Vec<String>) {
    let before = found.len();
    match glob::glob(&pattern.to_string_lossy()) {
        Ok(paths) => {
            for path in paths {
                match path {
                    Ok(path) => add(&path, found, problems),
                    Err(error) => problems.push(error.to_string()),
                }
            }
        }
        Err(error) => problems.push(format!("{} is not a pattern: {error}.", name(pattern))),
    }
    if found.len() == before && problems.is_empty() {
        problems.push(format!("No file matches {}.", name(pattern)));
    }
}

fn add(path: &Path, found: &mut Vec<Found>, problems: &mut Vec<String>) {
    if path.is_dir() {
        walk(path, 0, found, problems);
    } else {
        found.push(Found {
            path: path.to_owned(),
            is_named: true,
            is_expected: true,
        });
    }
}

/// Adds the files of a folder. Hidden folders and links to folders are left out: they hold the same
/// files again.
fn walk(folder: &Path, depth: u32, found: &mut Vec<Found>, problems: &mut Vec<String>) {
    let mut entries: Vec<PathBuf> = match fs::read_dir(folder) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
        Err(error) => {
            problems.push(format!("{} cannot be read: {error}.", name(folder)));
            return;
        }
    };
    entries.sort();
    for path in entries {
        let is_hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() {
            if !is_hidden && !path.is_symlink() && depth < MAX_DEPTH {
                walk(&path, depth.saturating_add(1), found, problems);
            }
            continue;
        }
        let is_expected = has_ending(&path);
        let is_small = fs::metadata(&path).is_ok_and(|about| about.len() <= MAX_BYTES);
        if is_expected || is_small {
            found.push(Found {
                path,
                is_named: false,
                is_expected,
            });
        }
    }
}

fn has_ending(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}
