//! From what was pasted, dropped or chosen to the objects in it.
//!
//! People paste from mail, chat, YAML, JSON and Windows editors. Reading is lenient in form and
//! strict in meaning: what has one meaning is accepted, and what an object *is* is decided by its
//! DER alone, never by a label or a file name.

mod base64;
mod clean;
pub(crate) mod decode;
mod dump;
mod markup;
mod numbers;
mod object;
pub(crate) mod pem;
mod reader;
mod remark;
mod strings;
mod unsupported;
mod values;

pub use object::{Object, PrivateKeyDer, PrivateKeyForm, certificate_pem, recognise};
pub use remark::Remark;
pub use strings::{byte_strings, byte_strings_of_file};
pub use unsupported::Unsupported;

use crate::error::Error;
use reader::Reader;

/// The most bytes of one source that are read. A bundle of a thousand certificates is about 2 MB.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// What reading one source gave: the objects in it, in order, and what could not be read.
#[derive(Debug, Default)]
pub struct Findings {
    /// The objects, in the order in which they stand. One that is of no use may stand for all of
    /// its kind.
    pub objects: Vec<Object>,
    /// What was meant to be an object and could not be read.
    pub problems: Vec<Error>,
    /// What is worth knowing about what was read.
    pub remarks: Vec<Remark>,
}

impl Findings {
    fn of_problem(problem: Error) -> Self {
        Self {
            problems: vec![problem],
            ..Self::default()
        }
    }
}

/// Finds every object in pasted text. Blank text gives nothing at all, neither object nor problem.
#[must_use]
pub fn read_text(text: &str) -> Findings {
    if let Some(problem) = too_large(text.len()) {
        return Findings::of_problem(problem);
    }
    read(text)
}

fn read(text: &str) -> Findings {
    let mut reader = Reader::new();
    reader.text(text);
    if !reader.has_found() {
        let clean = clean::clean(text);
        if !clean.trim().is_empty() {
            match Unsupported::from_text(&clean) {
                Some(unsupported) => reader.add(Object::Unsupported(unsupported)),
                None => reader.problem(Error::NothingFound),
            }
        }
    }
    reader.finish()
}

/// Finds every object in the bytes of a file: DER as it is, or text in UTF-8, UTF-16 (with or
/// without byte order mark) or, failing these, one byte a character.
#[must_use]
pub fn read_bytes(bytes: &[u8]) -> Findings {
    if bytes.is_empty() {
        return Findings::of_problem(Error::FileEmpty);
    }
    if let Some(problem) = too_large(bytes.len()) {
        return Findings::of_problem(problem);
    }
    let mut reader = Reader::new();
    if reader.take_bytes(bytes) {
        return reader.finish();
    }
    let mut findings = read(&clean::decode(bytes));
    if findings.objects.is_empty() && findings.problems.is_empty() {
        // A file was chosen for a reason; a blank box was not.
        findings.problems.push(Error::NothingFound);
    }
    findings
}

fn too_large(bytes: usize) -> Option<Error> {
    (bytes > MAX_BYTES).then_some(Error::TooLarge {
        bytes,
        limit: MAX_BYTES,
    })
}
