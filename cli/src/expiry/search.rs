//! Finds the files that paths, folders and patterns mean.

use crate::files::{is_standard_stream, name};
use anaplan_rsa_signer::input::MAX_BYTES;
use std::collections::{HashMap, HashSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};
use std::slice;

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

/// Sentences, each once: a folder may be named twice, or lie in another.
#[derive(Debug, Default)]
pub(super) struct Sentences {
    /// In the order in which they came.
    lines: Vec<String>,
    known: HashSet<String>,
}

impl Sentences {
    /// Adds a sentence.
    fn add(&mut self, line: String) {
        if self.known.insert(line.clone()) {
            self.lines.push(line);
        }
    }

    /// Returns all of them.
    pub(super) fn iter(&self) -> slice::Iter<'_, String> {
        self.lines.iter()
    }
}

/// What a search found.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// The files, each real path once.
    pub(super) found: Vec<Found>,
    /// What was named and could not be searched, or should contain a certificate and is empty.
    pub(super) problems: Sentences,
    /// What was left out in folders.
    pub(super) remarks: Sentences,
    /// The positions in `found` by the real paths: links lead to the same file again.
    positions: HashMap<PathBuf, usize>,
}

/// A folder to read, and where links in it may lead.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    real: PathBuf,
    /// The real path of the folder that was named, or that a link out of it led to.
    tree: PathBuf,
    /// Whether a link out of the named folder led here. One such step is followed: more may lead
    /// through the whole system.
    is_linked: bool,
}

/// Returns the files, and what could not be searched.
pub(super) fn files(paths: &[PathBuf]) -> Search {
    let mut search = Search::default();
    for path in paths {
        let is_pattern = path.to_string_lossy().contains(['*', '?', '[']);
        if is_pattern && !path.exists() {
            search.add_matching(path);
        } else {
            search.add(path);
        }
    }
    search
}

impl Search {
    fn add_matching(&mut self, pattern: &Path) {
        let paths = match glob::glob(&pattern.to_string_lossy()) {
            Ok(paths) => paths,
            Err(error) => {
                let problem = format!("{} is not a pattern: {error}.", name(pattern));
                self.problems.add(problem);
                return;
            }
        };
        let mut has_match = false;
        for path in paths {
            has_match = true;
            match path {
                Ok(path) => self.add(&path),
                Err(error) => self.problems.add(error.to_string()),
            }
        }
        if !has_match {
            let problem = format!("No file matches {}.", name(pattern));
            self.problems.add(problem);
        }
    }

    /// Adds what was named. A pipe, socket or device may never end; only those that a shell opened
    /// for this program are read.
    fn add(&mut self, path: &Path) {
        let about = if is_standard_stream(path) {
            None
        } else {
            fs::metadata(path).ok()
        };
        if about.as_ref().is_some_and(fs::Metadata::is_dir) {
            self.walk(path);
            return;
        }
        if about.is_some_and(|about| !about.is_file()) && !is_opened(path) {
            self.problems.add(format!(
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

    /// Adds the files of a folder that was named and of the folders in it, also by links. The files
    /// of a folder come before those further in, and visible names before hidden ones. Hidden
    /// folders belong to programs, with certificates of theirs: only visible links lead into them,
    /// as in a volume of Kubernetes.
    fn walk(&mut self, named: &Path) {
        let top = real(named);
        if is_of_the_system(&top) {
            let problem = format!("{} is a folder of the system itself.", name(named));
            self.problems.add(problem);
            return;
        }
        // Links may lead in a circle.
        let mut seen = HashSet::from([top.clone()]);
        let mut folders = VecDeque::from([Folder {
            path: named.to_owned(),
            real: top.clone(),
            tree: top.clone(),
            is_linked: false,
        }]);
        while let Some(folder) = folders.pop_front() {
            let mut entries: Vec<PathBuf> = match fs::read_dir(&folder.path) {
                Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
                Err(error) => {
                    let unread = format!("{} cannot be read: {error}.", name(&folder.path));
                    let sentences = if folder.real == top {
                        &mut self.problems
                    } else {
                        &mut self.remarks
                    };
                    sentences.add(unread);
                    continue;
                }
            };
            entries.sort_by_cached_key(|path| (is_hidden(path), path.clone()));
            for path in entries {
                match fs::metadata(&path) {
                    Ok(about) if about.is_dir() => {
                        if let Some(next) = self.enter(path, &folder, &top, &mut seen) {
                            folders.push_back(next);
                        }
                    }
                    Ok(about) if about.is_file() => self.push_unnamed(path, about.len()),
                    Ok(_) => {}
                    // Reading it will say why it cannot be read.
                    Err(_) if has_ending(&path) => self.push(Found {
                        path,
                        is_named: false,
                        is_expected: true,
                    }),
                    Err(_) => {}
                }
            }
        }
    }

    /// Returns a folder in `outer` to be read; `None` for one that was seen or is left out. `top` is
    /// the real path of the folder that was named.
    fn enter(
        &mut self,
        path: PathBuf,
        outer: &Folder,
        top: &Path,
        seen: &mut HashSet<PathBuf>,
    ) -> Option<Folder> {
        let real = real(&path);
        if is_hidden(&path) || seen.contains(&real) {
            return None;
        }
        let is_inside = real.starts_with(&outer.tree);
        let why = if is_of_the_system(&real) {
            Some("it is a folder of the system itself")
        } else if is_inside || real.starts_with(top) {
            None
        } else if top.starts_with(&real) {
            Some("it leads to a folder that contains this one")
        } else if outer.is_linked {
            Some("it is a link in a folder that a link led to")
        } else {
            None
        };
        if let Some(why) = why {
            let remark = format!("{} is not searched: {why}.", name(&path));
            self.remarks.add(remark);
            return None;
        }
        seen.insert(real.clone());
        let is_back = !is_inside && real.starts_with(top);
        let (tree, is_linked) = if is_inside {
            (outer.tree.clone(), outer.is_linked)
        } else if is_back {
            (top.to_owned(), false)
        } else {
            (real.clone(), true)
        };
        Some(Folder {
            path,
            real,
            tree,
            is_linked,
        })
    }

    /// Adds a file of a folder. Large ones without a certificate's ending are something else. Those
    /// without a byte are not opened: a system's own, such as /proc/kmsg, look so and may never end.
    fn push_unnamed(&mut self, path: PathBuf, bytes: u64) {
        let is_expected = has_ending(&path);
        if bytes == 0 {
            if is_expected {
                let problem = format!(
                    "{}: This file is empty (0 bytes). Ask for it again, or copy it again.",
                    name(&path)
                );
                self.problems.add(problem);
            }
            return;
        }
        if is_expected || usize::try_from(bytes).is_ok_and(|bytes| bytes <= MAX_BYTES) {
            self.push(Found {
                path,
                is_named: false,
                is_expected,
            });
        }
    }
}

/// Returns whether a real path is where a system shows itself as files, which may block or never
/// end. What lies in shared memory is files like others.
fn is_of_the_system(real: &Path) -> bool {
    let own = ["/proc", "/sys", "/dev"];
    own.iter().any(|own| real.starts_with(own)) && !real.starts_with("/dev/shm")
}

/// Returns whether a path means standard input or a file descriptor, as process substitution does.
fn is_opened(path: &Path) -> bool {
    let opened = ["/dev/fd", "/dev/stdin", "/proc/self/fd"];
    is_standard_stream(path) || opened.iter().any(|opened| path.starts_with(opened))
}

/// Returns the path without links; as it is where there is none, as for a pipe or standard input.
fn real(path: &Path) -> PathBuf {
    if is_standard_stream(path) {
        return path.to_owned();
    }
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
