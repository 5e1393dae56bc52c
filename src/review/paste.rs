//! The paste as a whole: what is in it besides a request, or in place of one.

use super::pieces::Pieces;
use super::seen::{Seen, count};
use super::{MAX_BYTES, Outcome, Part, Review, certificate, header};
use crate::certificate::Certificate;
use crate::input::{self, Foreign, Object};

/// The most certificates that are taken from a paste.
const MAX_CERTIFICATES: usize = 32;

/// Whether a paste is worth reading: something, and not too much.
pub(super) fn check_size(text: &str, review: &mut Review) -> bool {
    if text.trim().is_empty() {
        review.add(Part::Paste, &Seen::PasteEmpty);
        return false;
    }
    if text.len() > MAX_BYTES {
        let seen = Seen::PasteTooLarge {
            bytes: count(text.len()),
            limit: count(MAX_BYTES),
        };
        review.add(Part::Paste, &seen);
        return false;
    }
    true
}

/// Whether something else than a request was pasted, which is easily taken for one.
pub(super) fn is_other(text: &str, review: &mut Review) -> bool {
    let start: String = text.trim_start().chars().take(512).collect();
    let start = start.to_ascii_lowercase();
    if start.starts_with("<!doctype html") || start.contains("<html") {
        review.add(Part::Paste, &Seen::PasteHtml);
        return true;
    }
    let answer = ["tokenInfo", "tokenValue", "statusMessage", "validationUrl"]
        .iter()
        .any(|word| text.contains(word));
    let request = text.contains("ncodedSignedData") || text.contains("ncodedData");
    if answer && !request {
        review.add(Part::Paste, &Seen::PasteAnswer);
        return true;
    }
    false
}

/// Looks at everything in the paste; gives the certificates in it that stand as PEM text.
pub(super) fn look(text: &str, pieces: &Pieces, now: i64, review: &mut Review) -> Vec<Certificate> {
    for (part, seen) in &pieces.asides {
        review.add(*part, seen);
    }
    if names_private_key(text) {
        review.add(Part::Paste, &Seen::PastePrivateKey);
    }
    if several(text) {
        review.add(Part::Paste, &Seen::PasteSeveral);
    }
    let alone = pieces.is_empty();
    if !alone && !text.contains("BEGIN ") {
        return Vec::new();
    }
    let found = input::read_text(text);
    let mut certificates = Vec::new();
    for object in found.objects {
        match object {
            Object::Certificate(der) if certificates.len() < MAX_CERTIFICATES => {
                certificates.extend(Certificate::from_der(&der).ok());
            }
            Object::PrivateKey(_) => review.add(Part::Paste, &Seen::PastePrivateKey),
            Object::Foreign(foreign) if alone => other(&foreign, review),
            _ => {}
        }
    }
    if alone {
        nothing_else(text, &certificates, now, review);
    }
    certificates
}

/// A private key in PEM or PuTTY's form, whole or not.
fn names_private_key(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    upper.contains("PRIVATE KEY-") && upper.contains("BEGIN")
        || upper.contains("PUTTY-USER-KEY-FILE")
}

/// More than one JSON body.
fn several(text: &str) -> bool {
    let bodies = text
        .match_indices("encodedSignedData\"")
        .filter(|(at, name)| {
            let behind = at.checked_add(name.len()).and_then(|at| text.get(at..));
            behind.is_some_and(|behind| behind.trim_start().starts_with(':'))
        });
    bodies.count() > 1
}

/// What was found in a paste without a request.
fn nothing_else(text: &str, certificates: &[Certificate], now: i64, review: &mut Review) {
    if let Some(first) = certificates.first() {
        review.add(Part::Paste, &Seen::PasteCertificate);
        certificate::describe(first, now, review);
        return;
    }
    let text = text.trim().trim_matches(['"', '\'', ',']);
    if header::looks_like_certificate(text) && review.verdicts.is_empty() {
        // The value of the header, without its name and scheme.
        review.add(Part::Paste, &Seen::PasteCertificate);
        certificate::judge(text, now, review);
        return;
    }
    if review.verdicts.is_empty() {
        review.add(Part::Paste, &Seen::PasteNothing);
    }
}

fn other(foreign: &Foreign, review: &mut Review) {
    let (code, params) = (foreign.code(), foreign.params());
    review.push(Part::Paste, Outcome::Wrong, code, params);
}
