//! The corpus, `tests/data/corpus`, with the expected result of each file. Its README
//! explains the fields. `tests/native/corpus.rs` runs all cases on the core; the page gets a fixed
//! selection.

use crate::outcome::{Failure, Outcome};
use std::fs;
use std::path::{Path, PathBuf};

/// The folders that have cases.
pub(crate) const GROUPS: [&str; 12] = [
    "certificates",
    "costs",
    "damage",
    "foreign",
    "keys",
    "passphrases",
    "pbes1",
    "pbes2",
    "pkcs12",
    "pkcs7",
    "shapes",
    "traditional",
];

/// One file and its expected result.
pub(crate) struct Example {
    pub(crate) name: String,
    fields: Vec<(String, String)>,
    pub(crate) payload: Vec<u8>,
}

impl Example {
    fn read(path: &Path) -> Outcome<Self> {
        let bytes = fs::read(path)?;
        let told = || Failure::new(format!("{} is not a case", path.display()));
        let end = bytes
            .windows(2)
            .position(|two| two == b"\n\n")
            .ok_or_else(told)?;
        let (header, payload) = bytes.split_at_checked(end).ok_or_else(told)?;
        let fields = std::str::from_utf8(header)?
            .lines()
            .filter_map(|line| line.split_once(": "))
            .map(|(key, value)| (key.into(), value.into()));
        Ok(Self {
            name: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into(),
            fields: fields.collect(),
            payload: payload.get(2..).unwrap_or_default().into(),
        })
    }

    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        let mut fields = self.fields.iter();
        fields
            .find(|(own, _)| own == key)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn is_ready(&self) -> bool {
        self.get("expect") == Some("ready")
    }

    /// Returns all expected codes.
    pub(crate) fn codes(&self) -> Vec<String> {
        let expect = self.get("expect").filter(|expect| *expect != "ready");
        let also = self
            .get("also")
            .into_iter()
            .flat_map(|also| also.split(", "));
        let mut codes: Vec<String> = expect.into_iter().chain(also).map(Into::into).collect();
        codes.sort();
        codes
    }

    /// Cases with a time of their own do not apply: the page takes the machine's clock.
    fn is_timeless(&self) -> bool {
        let about_time = |code: &String| {
            code.starts_with("certificate-exp") || code == "certificate-not-yet-valid"
        };
        self.get("now").is_none() && !self.codes().iter().any(about_time)
    }

    /// Returns the file as text that a person could paste.
    pub(crate) fn text(&self) -> Option<&str> {
        let text = std::str::from_utf8(&self.payload).ok()?;
        let is_text = |letter: char| !letter.is_control() || letter.is_whitespace();
        text.chars().all(is_text).then_some(text)
    }
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
