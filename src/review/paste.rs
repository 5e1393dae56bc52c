//! The paste as a whole: what it holds besides a request, or instead of one.

use super::evidence::Evidence;
use super::finding::{Finding, Outcome, Part};
use super::kind::Kind;
use super::parsed::ParsedRequest;
use super::signature::is_signature_length;
use super::{MAX_BYTES, certificate, header, message, value};
use crate::anaplan::TOKEN_SCHEME;
use crate::certificate::{Certificate, begins_certificate};
use crate::input::{self, Object};
use crate::response::begins_page;

/// The most certificates that are taken from a paste.
const MAX_CERTIFICATES: usize = 32;

/// Returns what was pasted, when it is certainly no request.
pub(super) fn other(text: &str, evidence: &mut Evidence) -> Option<Kind> {
    if text.trim().is_empty() {
        evidence.add(Part::Paste, &Finding::PasteEmpty);
        return Some(Kind::Empty);
    }
    if text.len() > MAX_BYTES {
        let finding = Finding::PasteTooLarge {
            bytes: text.len(),
            limit: MAX_BYTES,
        };
        evidence.add(Part::Paste, &finding);
        return Some(Kind::Unknown);
    }
    let start: String = text.trim_start().chars().take(512).collect();
    let start = start.to_ascii_lowercase();
    if start.contains("<html") || begins_page(&start) {
        evidence.add(Part::Paste, &Finding::PasteHtml);
        return Some(Kind::WebPage);
    }
    let response = ["tokenInfo", "tokenValue", "statusMessage", "validationUrl"]
        .iter()
        .any(|word| text.contains(word));
    if response && !text.contains("ncodedData") && !text.contains("CACert") {
        evidence.add(Part::Paste, &Finding::PasteAnswer);
        return Some(Kind::Response);
    }
    None
}

/// Returns whether this is a token, or a call that carries one, and no part of a login.
pub(super) fn is_token(text: &str, request: &ParsedRequest, evidence: &mut Evidence) -> bool {
    let login = |url: &String| url.contains("/authenticate");
    let carries = request
        .value_of("Authorization")
        .is_some_and(|value| value.trim_start().starts_with(TOKEN_SCHEME));
    let later = request.whole && carries && !request.url.as_ref().is_some_and(login);
    let text = text.trim().trim_matches(['"', '\'', ',']);
    let is_token = later || text.starts_with(TOKEN_SCHEME) || looks_like_token(text);
    if is_token {
        evidence.add(Part::Paste, &Finding::PasteToken);
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

/// Reports a private key in PEM or PuTTY's form, whole or not.
pub(super) fn private_key(text: &str, evidence: &mut Evidence) {
    let upper = text.to_ascii_uppercase();
    let lines = upper.match_indices("PRIVATE KEY-----").filter(|(at, _)| {
        // A program names the lines; a key has base64 below its first one.
        let behind = upper.get(at.saturating_add(16)..).unwrap_or_default();
        let behind = behind.trim_start_matches([' ', '\r', '\n', '\\', '"', '+', '\'', '\t']);
        let behind = behind.strip_prefix('N').unwrap_or(behind);
        behind.starts_with("MI") || behind.starts_with("PROC-TYPE") || behind.starts_with("B3BL")
    });
    if lines.count() > 0 || upper.contains("PUTTY-USER-KEY-FILE") {
        evidence.add(Part::Paste, &Finding::PastePrivateKey);
    }
}

/// Reports more than one JSON body.
pub(super) fn several(text: &str, evidence: &mut Evidence) {
    let bodies = text
        .match_indices("encodedSignedData\"")
        .filter(|(at, name)| {
            let behind = at.checked_add(name.len()).and_then(|at| text.get(at..));
            behind.is_some_and(|behind| behind.trim_start().starts_with(':'))
        });
    if bodies.count() > 1 {
        evidence.add(Part::Paste, &Finding::PasteSeveral);
    }
}

/// Returns the certificates that are in a paste as PEM text.
pub(super) fn certificates(text: &str) -> Vec<Certificate> {
    if !text.contains("BEGIN ") {
        return Vec::new();
    }
    let objects = input::read_text(text).objects.into_iter();
    objects
        .filter_map(|object| match object {
            Object::Certificate(der) => Certificate::from_der(&der).ok(),
            _ => None,
        })
        .take(MAX_CERTIFICATES)
        .collect()
}

/// Reports what a paste without a request is.
pub(super) fn alone(text: &str, now: i64, evidence: &mut Evidence) -> Kind {
    if evidence.has(&Finding::PastePrivateKey) {
        return Kind::PrivateKey;
    }
    let found = input::read_text(text);
    for object in found.objects {
        match object {
            Object::Certificate(der) => {
                let Ok(certificate) = Certificate::from_der(&der) else {
                    continue;
                };
                evidence.add(Part::Paste, &Finding::PasteCertificate);
                certificate::describe(&certificate, now, evidence);
                return Kind::Certificate;
            }
            Object::PrivateKey(_) => {
                evidence.add(Part::Paste, &Finding::PastePrivateKey);
                return Kind::PrivateKey;
            }
            object => {
                let Some(unsupported) = object.unsupported() else {
                    continue;
                };
                let (code, params) = (unsupported.code(), unsupported.params());
                evidence.push(Part::Paste, Outcome::Wrong, code, params);
                return Kind::Unknown;
            }
        }
    }
    let text = text.trim().trim_matches(['"', '\'', ',']);
    if is_value(text, now, evidence) {
        return Kind::Value;
    }
    if header::looks_like_certificate(text) && !text.contains(char::is_whitespace) {
        // The value of the header, without its name and prefix.
        evidence.add(Part::Paste, &Finding::PasteCertificate);
        certificate::judge(text, now, evidence);
        return Kind::Certificate;
    }
    evidence.add(Part::Paste, &Finding::PasteNothing);
    Kind::Unknown
}

/// Whether this is one of the body's two values, without the body.
fn is_value(text: &str, now: i64, evidence: &mut Evidence) -> bool {
    let bytes = value::hexadecimal(text).or_else(|| value::decode_base64_lenient(text));
    let bytes = bytes.unwrap_or_default();
    if message::is_made_for_v2(&bytes) {
        evidence.add(Part::Paste, &Finding::PasteMessage);
        message::judge_alone(bytes, now, evidence);
        return true;
    }
    // The first letters of a certificate may be as many as those of a signature.
    let signature = is_signature_length(bytes.len()) && !begins_certificate(text);
    if signature {
        let bytes = bytes.len();
        evidence.add(Part::Paste, &Finding::PasteSignature { bytes });
    }
    signature
}
