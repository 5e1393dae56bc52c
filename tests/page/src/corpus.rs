//! The corpus, `tests/data/corpus`, with the expected result of each file. Its README
//! explains the fields. `tests/native/corpus.rs` runs all cases on the core; the page gets a fixed
//! selection.

use crate::case::{self, Case};
use crate::outcome::{Failure, Outcome};
use std::fs;
use std::path::{Path, PathBuf};

/// One file and its expected result.
pub(crate) struct Example {
    pub(crate) name: String,
    pub(crate) case: Case<'static>,
}

impl Example {
    fn read(path: &Path) -> Outcome<Self> {
        // The corpus is small, and the program ends with its tests.
        let case = Case::parse(fs::read(path)?.leak());
        let name = path.file_name().unwrap_or_default();
        Ok(Self {
            name: name.to_string_lossy().into(),
            case: case.ok_or_else(|| Failure::new(format!("{} is not a case", path.display())))?,
        })
    }

    pub(crate) fn get(&self, key: &str) -> Option<&'static str> {
        self.case.get(key)
    }

    /// Cases with a time of their own do not apply: the page takes the machine's clock.
    fn is_timeless(&self) -> bool {
        let about_time = |code: &&str| {
            code.starts_with("certificate-exp") || *code == "certificate-not-yet-valid"
        };
        self.get("now").is_none() && !self.case.codes().iter().any(about_time)
    }

    /// Returns the file as text that a person could paste.
    pub(crate) fn text(&self) -> Option<&'static str> {
        let text = std::str::from_utf8(self.case.payload).ok()?;
        let is_text = |letter: char| !letter.is_control() || letter.is_whitespace();
        text.chars().all(is_text).then_some(text)
    }
}

/// Returns the names of the folders with cases, sorted.
pub(crate) fn groups() -> Outcome<Vec<String>> {
    Ok(case::groups(&folder())?)
}

/// Returns up to this many matching cases, spread over the group.
pub(crate) fn examples(
    group: &str,
    count: usize,
    from: usize,
    fits: fn(&Example) -> bool,
) -> Outcome<Vec<Example>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder().join(group))? {
        paths.push(entry?.path());
    }
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let example = Example::read(&path)?;
        if example.is_timeless() && fits(&example) {
            all.push(example);
        }
    }
    let step = all.len().div_ceil(count.max(1)).max(1);
    let spread = all
        .into_iter()
        .skip(from.checked_rem(step).unwrap_or_default())
        .step_by(step);
    Ok(spread.collect())
}

/// Returns the companion for the other box.
pub(crate) fn companion(name: &str) -> Outcome<String> {
    Ok(fs::read_to_string(folder().join("companions").join(name))?)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/corpus")
}
