//! From what was pasted, dropped or chosen to the objects in it.
//!
//! People paste from mail, chat, YAML, JSON and Windows editors. Reading is lenient in form and
//! strict in meaning: what has one meaning is accepted, and what an object *is* is decided by its
//! DER alone, never by a label or a file name.

mod base64;
mod clean;
mod jwk;
mod markup;
mod object;
pub(crate) mod pem;
mod unsupported;

pub use object::{Object, PrivateKeyDer, PrivateKeyForm, certificate_pem, recognise};
pub use unsupported::Unsupported;

use crate::anaplan::CERTIFICATE_PREFIX;
use crate::error::Error;
use zeroize::Zeroizing;

/// The most bytes of one source that are read. A bundle of a thousand certificates is about 2 MB.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// What reading one source gave: the objects in it, in order, and what could not be read.
#[derive(Debug, Default)]
pub struct Findings {
    /// The objects, in the order in which they stand.
    pub objects: Vec<Object>,
    /// What was meant to be an object and is damaged.
    pub problems: Vec<Error>,
}

impl Findings {
    /// Adds what another source gave.
    pub fn append(&mut self, mut other: Self) {
        self.objects.append(&mut other.objects);
        self.problems.append(&mut other.problems);
    }

    fn add(&mut self, found: Result<Object, Error>) {
        match found {
            Ok(object) => self.objects.push(object),
            Err(problem) => self.problems.push(problem),
        }
    }
}

/// Finds every object in pasted text. Blank text gives nothing at all, neither object nor problem.
#[must_use]
pub fn read_text(text: &str) -> Findings {
    let mut findings = Findings::default();
    if let Some(problem) = too_large(text.len()) {
        findings.problems.push(problem);
        return findings;
    }
    read_clean(&clean::clean(text), &mut findings, Depth::Outer);
    findings
}

/// Finds every object in the bytes of a file: DER as it is, or text in UTF-8, UTF-16 (with or
/// without byte order mark) or, failing these, one byte a character.
#[must_use]
pub fn read_bytes(bytes: &[u8]) -> Findings {
    let mut findings = Findings::default();
    if let Some(problem) = too_large(bytes.len()) {
        findings.problems.push(problem);
        return findings;
    }
    if let Some(object) = recognise(bytes) {
        findings.objects.push(object);
        return findings;
    }
    if let Some(unsupported) = Unsupported::from_bytes(bytes) {
        findings.objects.push(Object::Unsupported(unsupported));
        return findings;
    }
    let mut findings = read_text(&clean::decode(bytes));
    if findings.objects.is_empty() && findings.problems.is_empty() && !bytes.is_empty() {
        // A file was chosen for a reason; a blank box was not.
        findings.problems.push(Error::NothingFound);
    }
    findings
}

/// How deep in base64 within base64 the reader is.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Depth {
    Outer,
    /// Inside base64 of a whole PEM file, as Kubernetes secrets hold it.
    Inner,
}

fn read_clean(text: &str, findings: &mut Findings, depth: Depth) {
    if text.trim().is_empty() {
        return;
    }
    let mut any = false;
    for block in pem::blocks(text) {
        any = true;
        findings.add(block.and_then(|block| object::from_block(&block)));
    }
    if !any {
        read_bare(text, findings, depth);
    }
}

/// Text without PEM blocks: base64 of one object's DER or of a whole PEM file, or something that is no use here.
fn read_bare(text: &str, findings: &mut Findings, depth: Depth) {
    // An old header's value is the certificate itself, or its PEM text.
    let bare = text
        .trim()
        .trim_start_matches("Authorization:")
        .trim_start();
    let bare = bare.strip_prefix(CERTIFICATE_PREFIX).unwrap_or(bare);
    let Some(bytes) = base64::bare(bare) else {
        let object = match Unsupported::from_text(text) {
            Some(Unsupported::Jwk) => {
                jwk::private_key(text).or(Some(Object::Unsupported(Unsupported::Jwk)))
            }
            other => other.map(Object::Unsupported),
        };
        findings.add(object.ok_or(Error::NothingFound));
        return;
    };
    if let Some(object) = recognise(&bytes) {
        findings.objects.push(object);
        return;
    }
    let inner = core::str::from_utf8(&bytes)
        .ok()
        .filter(|inner| inner.contains("BEGIN"));
    match inner {
        Some(inner) if depth == Depth::Outer => {
            let inner: Zeroizing<String> = clean::clean(inner);
            read_clean(&inner, findings, Depth::Inner);
        }
        _ => findings.problems.push(Error::NothingFound),
    }
}

fn too_large(bytes: usize) -> Option<Error> {
    (bytes > MAX_BYTES).then(|| Error::TooLarge {
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        limit: i64::try_from(MAX_BYTES).unwrap_or(i64::MAX),
    })
}
