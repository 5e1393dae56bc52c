//! The paste as a whole: what is in it besides a request, or in place of one.

use super::finding::{Finding, count};
use super::parsed::ParsedRequest;
use super::{MAX_BYTES, Outcome, Part, Review, certificate, header, message, value};
use crate::certificate::Certificate;
use crate::input::{self, Object, Unsupported};

/// The most certificates that are taken from a paste.
const MAX_CERTIFICATES: usize = 32;

/// Whether a paste is worth reading: something, and not too much.
pub(super) fn check_size(text: &str, review: &mut Review) -> bool {
    if text.trim().is_empty() {
        review.add(Part::Paste, &Finding::PasteEmpty);
        return false;
    }
    if text.len() > MAX_BYTES {
        let finding = Finding::PasteTooLarge {
            bytes: count(text.len()),
            limit: count(MAX_BYTES),
        };
        review.add(Part::Paste, &finding);
        return false;
    }
    true
}

/// Whether something else than a request was pasted, which is easily taken for one.
pub(super) fn is_other(text: &str, review: &mut Review) -> bool {
    let start: String = text.trim_start().chars().take(512).collect();
    let start = start.to_ascii_lowercase();
    const TAGS: &[&str] = &[
        "<!doctype html",
        "<body",
        "<div",
        "<form",
        "<head",
        "<meta",
        "<script",
        "<title",
    ];
    if start.contains("<html") || TAGS.iter().any(|tag| start.starts_with(tag)) {
        review.add(Part::Paste, &Finding::PasteHtml);
        return true;
    }
    let answer = ["tokenInfo", "tokenValue", "statusMessage", "validationUrl"]
        .iter()
        .any(|word| text.contains(word));
    let request = text.contains("ncodedSignedData") || text.contains("ncodedData");
    if answer && !request {
        review.add(Part::Paste, &Finding::PasteAnswer);
        return true;
    }
    false
}

/// Whether this is a token, or a call that carries one: nothing of a login is in it to judge.
pub(super) fn is_token(text: &str, request: &ParsedRequest, review: &mut Review) -> bool {
    use crate::anaplan::TOKEN_PREFIX as SCHEME;
    let login = |url: &String| url.contains("/authenticate");
    let carries = request
        .value_of("Authorization")
        .is_some_and(|value| value.trim_start().starts_with(SCHEME));
    let later = request.whole && carries && !request.url.as_ref().is_some_and(login);
    let text = text.trim().trim_matches(['"', '\'', ',']);
    let is_token = later || text.starts_with(SCHEME) || looks_like_token(text);
    if is_token {
        review.add(Part::Paste, &Finding::PasteToken);
    }
    is_token
}

/// One long word of pieces of base64 with other signs between them: no value of a login is such.
fn looks_like_token(text: &str) -> bool {
    const SHORTEST: usize = 64;
    let sign = |c: char| value::is_base64_char(c) || "=.:-_~".contains(c);
    text.len() >= SHORTEST
        && text.chars().all(sign)
        && text.trim_end_matches('=').contains(['=', '.', ':', '~'])
        && value::hexadecimal(text).is_none()
}

/// Looks at everything in the paste; gives the certificates in it that stand as PEM text.
pub(super) fn look(
    text: &str,
    request: &ParsedRequest,
    now: i64,
    review: &mut Review,
) -> Vec<Certificate> {
    for (part, finding) in &request.remarks {
        review.add(*part, finding);
    }
    if names_private_key(text) {
        review.add(Part::Paste, &Finding::PastePrivateKey);
    }
    if several(text) {
        review.add(Part::Paste, &Finding::PasteSeveral);
    }
    let alone = request.is_empty();
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
            Object::PrivateKey(_) => review.add(Part::Paste, &Finding::PastePrivateKey),
            Object::Unsupported(foreign) if alone => other(&foreign, review),
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
        review.add(Part::Paste, &Finding::PasteCertificate);
        certificate::describe(first, now, review);
        return;
    }
    let text = text.trim().trim_matches(['"', '\'', ',']);
    if header::looks_like_certificate(text) && review.verdicts.is_empty() {
        // The value of the header, without its name and scheme.
        review.add(Part::Paste, &Finding::PasteCertificate);
        certificate::judge(text, now, review);
        return;
    }
    if review.verdicts.is_empty() && !is_value(text, now, review) {
        review.add(Part::Paste, &Finding::PasteNothing);
    }
}

/// Whether this is one of the body's two values, without the body.
fn is_value(text: &str, now: i64, review: &mut Review) -> bool {
    let bytes = value::hexadecimal(text).or_else(|| value::decode_base64_lenient(text));
    let bytes = bytes.unwrap_or_default();
    if message::is_made_for_v2(&bytes) {
        review.add(Part::Paste, &Finding::PasteMessage);
        message::judge_alone(bytes, now, review);
        return true;
    }
    let signature = matches!(bytes.len(), 64 | 256 | 384 | 512 | 1024);
    if signature {
        let bytes = count(bytes.len());
        review.add(Part::Paste, &Finding::PasteSignature { bytes });
    }
    signature
}

fn other(foreign: &Unsupported, review: &mut Review) {
    let (code, params) = (foreign.code(), foreign.params());
    review.push(Part::Paste, Outcome::Wrong, code, params);
}
