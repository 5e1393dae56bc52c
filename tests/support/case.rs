//! The cases of `tests/data/corpus`: a header of lines `key: value`, an empty line, and the file.
//! The README there explains the fields.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

/// A file and its expected result.
pub struct Case<'a> {
    fields: Vec<(&'a str, &'a str)>,
    /// The file.
    pub payload: &'a [u8],
}

impl<'a> Case<'a> {
    /// Parses a case. `None` without a header in UTF-8 that an empty line ends.
    pub fn parse(bytes: &'a [u8]) -> Option<Self> {
        let end = bytes.windows(2).position(|pair| pair == b"\n\n")?;
        let (header, payload) = bytes.split_at_checked(end)?;
        let lines = str::from_utf8(header).ok()?.lines();
        Some(Self {
            fields: lines
                .map(|line| line.split_once(": "))
                .collect::<Option<_>>()?,
            payload: payload.get(2..)?,
        })
    }

    /// Returns the value of a field.
    pub fn get(&self, key: &str) -> Option<&'a str> {
        let mut fields = self.fields.iter();
        let field = fields.find(|(name, _)| *name == key);
        field.map(|(_, value)| *value)
    }

    /// Returns whether a request is expected.
    pub fn is_ready(&self) -> bool {
        self.get("expect") == Some("ready")
    }

    /// Returns all expected codes.
    pub fn codes(&self) -> BTreeSet<&'a str> {
        let expect = self.get("expect").filter(|expect| *expect != "ready");
        let also = self.get("also").into_iter();
        let also = also.flat_map(|also| also.split(", "));
        expect.into_iter().chain(also).collect()
    }
}

/// Returns the names of the folders with cases, sorted: all but `companions`, to which the cases
/// refer.
pub fn groups(corpus: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(corpus)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() && name != "companions" {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
