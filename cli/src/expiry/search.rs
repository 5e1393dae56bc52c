//! Finds the files that paths, folders and patterns mean.

use crate::files::{is_standard_stream, name};
use anaplan_rsa_signer::input::MAX_BYTES;
use std::collections::{HashMap, HashSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

/// Certificates are expected in files that end so.
const ENDINGS: [&str; 13] = [
    "cer", "cert", "crt", "der", "jks", "keystore", "p12", "p7b", "p7c", "pem", "pfx", "pkcs12",
    "spc",
];

/// A file to read.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// Whether it was named, by itself or by a pattern, and not found in a folder.
    pub(super) is_named: bool,
    /// Whether it should contain a certificate.
    pub(super) is_expected: bool,
}

/// What a search found so far.
#[derive(Debug, Default)]
struct Search {
    found: Vec<Found>,
    /// What could not be searched, a sentence each.
    problems: Vec<String>,
    /// The positions in `found` by the real paths: links lead to the same file again.
    positions: HashMap<PathBuf, usize>,
    /// The real paths of the folders that were read: links may lead in a circle.
    folders: HashSet<PathBuf>,
}

/// Returns the files, each once, and what could not be searched.
pub(super) fn files(paths: &[PathBuf]) -> (Vec<Found>, Vec<String>) {
    let mut search = Search::default();
    for path in paths {
        let is_pattern = path.to_string_lossy().contains(['*', '?', '[']);
        if is_pattern && !path.exists() {
            search.add_matching(path);
        } else {
            search.add(path);
        }
    }
    (search.found, search.problems)
}

impl Search {
    fn add_matching(&mut self, pattern: &Path) {
        let paths = match glob::glob(&pattern.to_string_lossy()) {
            Ok(paths) => paths,
            Err(error) => {
                let problem = format!("{} is not a pattern: {error}.", name(pattern));
                self.problems.push(problem);
                return;
            }
        };
        let mut has_match = false;
        for path in paths {
            has_match = true;
            match path {
                Ok(path) => self.add(&path),
                Err(error) => self.problems.push(error.to_string()),
            }
        }
        if !has_match {
            let problem = format!("No file matches {}.", name(pattern));
            self.problems.push(problem);
        }
    }

    /// Adds what was named. A pipe, socket or device may never end; only those that a shell opened
    /// for this program are read.
    fn add(&mut self, path: &Path) {
        let about = fs::metadata(path);
        if about.as_ref().is_ok_and(fs::Metadata::is_dir) {
            self.walk(path);
            return;
        }
        if about.is_ok_and(|about| !about.is_file()) && !is_opened(path) {
            self.problems.push(format!(
                "{} is a pipe, a socket or a device, not a file. Use its content as -, standard input.",
                name(path)
            ));
            return;
        }
        self.push(Found {
            path: path.to_owned(),
            is_named: true,
            is_expected: true,
        });
    }

    fn push(&mut self, file: Found) {
        let real = real(&file.path);
        let known = self.positions.get(&real);
        if let Some(known) = known.and_then(|position| self.found.get_mut(*position)) {
            known.is_named |= file.is_named;
            known.is_expected |= file.is_expected;
            return;
        }
        self.positions.insert(real, self.found.len());
        self.found.push(file);
    }

    /// Adds the files of a folder and of all folders in it, also by links. The files of a folder
    /// come before those further in, and visible names before hidden ones: in a volume of
    /// Kubernetes, the names outside are links to files in hidden folders.
    fn walk(&mut self, folder: &Path) {
        let mut folders = VecDeque::from([folder.to_owned()]);
        while let Some(folder) = folders.pop_front() {
            if !self.folders.insert(real(&folder)) {
                continue;
            }
            let mut entries: Vec<PathBuf> = match fs::read_dir(&folder) {
                Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
                Err(error) => {
                    let problem = format!("{} cannot be read: {error}.", name(&folder));
                    self.problems.push(problem);
                    continue;
                }
            };
            entries.sort_by_cached_key(|path| (is_hidden(path), path.clone()));
            for path in entries {
                match fs::metadata(&path) {
                    Ok(about) if about.is_dir() => folders.push_back(path),
                    Ok(about) if about.is_file() => self.push_unnamed(path, about.len()),
                    Ok(_) => {}
                    // Reading it will say why it cannot be read.
                    Err(_) if has_ending(&path) => self.push_unnamed(path, 0),
                    Err(_) => {}
                }
            }
        }
    }

    /// Adds a file of a folder. Large ones without a certificate's ending are something else.
    fn push_unnamed(&mut self, path: PathBuf, bytes: u64) {
        let is_expected = has_ending(&path);
        if is_expected || usize::try_from(bytes).is_ok_and(|bytes| bytes <= MAX_BYTES) {
            self.push(Found {
                path,
                is_named: false,
                is_expected,
            });
        }
    }
}

/// Returns whether a path means standard input or a file descriptor, as process substitution does.
fn is_opened(path: &Path) -> bool {
    let opened = ["/dev/fd", "/dev/stdin", "/proc/self/fd"];
    is_standard_stream(path) || opened.iter().any(|opened| path.starts_with(opened))
}

/// Returns the path without links; as it is where there is none, as for a pipe.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn is_hidden(path: &Path) -> bool {
    let name = path.file_name();
    name.is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn has_ending(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}
