//! Counts the wasm tests that are written.
//!
//! The runner of the wasm tests says "no tests to run" and ends well when it finds none. So what
//! ran is compared with what is written.

use std::fmt;
use std::path::Path;

use anyhow::Result;

use crate::project::{self, Project};

/// The attribute of a test that runs in the browser.
const ATTRIBUTE: &str = "wasm_bindgen_test";

/// How many wasm tests are written, and in how many files the runner should find some.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) tests: u64,
    pub(crate) files: u64,
}

impl Written {
    /// Counts in the project's own sources. All of `src/` becomes one file of tests, all of `tests/`
    /// another.
    pub(crate) fn in_project(project: &Project) -> Result<Self> {
        let mut written = Self::default();
        for folder in ["src", "tests"] {
            written = written.and_file(in_folder(&project.path(folder))?);
        }
        Ok(written)
    }

    fn and_file(self, tests: u64) -> Self {
        Self {
            tests: self.tests.saturating_add(tests),
            files: self.files.saturating_add(u64::from(tests > 0)),
        }
    }
}

impl fmt::Display for Written {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} tests in {} files", self.tests, self.files)
    }
}

fn in_folder(folder: &Path) -> Result<u64> {
    let mut written = 0_u64;
    for entry in project::entries(folder)? {
        let inside = if entry.is_dir() {
            in_folder(&entry)?
        } else {
            in_file(&entry)?
        };
        written = written.saturating_add(inside);
    }
    Ok(written)
}

fn in_file(file: &Path) -> Result<u64> {
    if file.extension().is_none_or(|ending| ending != "rs") {
        return Ok(0);
    }
    Ok(in_text(&project::read_text(file)?))
}

/// Attributes stand at the start of a line; rustfmt sees to that.
fn in_text(text: &str) -> u64 {
    let attributes = text
        .lines()
        .map(str::trim_start)
        .filter(|line| line.starts_with("#["));
    attributes
        .filter(|line| names_a_test(line))
        .fold(0, |count: u64, _| count.saturating_add(1))
}

fn names_a_test(attribute: &str) -> bool {
    let mut words = attribute.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.any(|word| word == ATTRIBUTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_in_every_form_are_counted() {
        let text = "#[wasm_bindgen_test]\nfn a() {}\n    #[wasm_bindgen_test(async)]\n\
                    #[cfg_attr(target_arch = \"wasm32\", wasm_bindgen_test)]\n\
                    #[wasm_bindgen_test::wasm_bindgen_test]\n";
        assert_eq!(in_text(text), 4);
    }

    #[test]
    fn what_is_no_test_is_not_counted() {
        let text = "use wasm_bindgen_test::wasm_bindgen_test;\n// #[wasm_bindgen_test]\n\
                    wasm_bindgen_test_configure!(run_in_browser);\n#[test]\n#[wasm_bindgen]\n";
        assert_eq!(in_text(text), 0);
    }

    #[test]
    fn a_file_without_tests_is_no_file_of_tests() {
        let written = Written::default().and_file(2).and_file(0).and_file(1);
        assert_eq!(written, Written { tests: 3, files: 2 });
    }
}
