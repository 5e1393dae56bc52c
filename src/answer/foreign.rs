//! What is no JSON: pages, words, errors of the tool that called, and things that are no answer.

use super::Meaning;
use super::paste::Paste;
use super::refusal::of_code;
use zeroize::Zeroizing;

/// How much of a page or text is looked at, in bytes.
const LOOKED_AT: usize = 65_536;

/// What it is. At least one meaning.
pub(super) fn meanings(paste: &Paste) -> Vec<Meaning> {
    let end = (0..=LOOKED_AT.min(paste.text.len()))
        .rev()
        .find(|end| paste.text.is_char_boundary(*end));
    let start = paste.text.get(..end.unwrap_or_default());
    let lower = Zeroizing::new(start.unwrap_or_default().to_ascii_lowercase());
    if let Some(object) = object(paste.text) {
        return vec![object];
    }
    if is_html(paste.body) {
        return vec![page(&lower, paste.code)];
    }
    if let Some(code) = paste.code {
        return of_code(code).unwrap_or_else(|| vec![success_without_json(paste, code)]);
    }
    if paste.text.trim().is_empty() {
        return vec![Meaning::Empty];
    }
    if lower.contains("encodedsigneddata") || lower.contains("cacertificate ") {
        return vec![Meaning::Request];
    }
    if let Some(failure) = connection(&lower) {
        return vec![failure];
    }
    code_in_words(&lower)
        .and_then(of_code)
        .unwrap_or_else(|| vec![Meaning::Unknown])
}

/// A certificate or a key in the wrong place.
fn object(text: &str) -> Option<Meaning> {
    if text.contains("PRIVATE KEY-----") {
        return Some(Meaning::PrivateKey);
    }
    let start = text.trim_start();
    let encoded = ["MII", "LS0t"].iter().any(|sign| start.starts_with(sign));
    (text.contains("-----BEGIN ") || encoded).then_some(Meaning::Certificate)
}

/// Whether it is a web page: by its beginning, because JSON may hold a page in a string.
pub(super) fn is_html(body: &str) -> bool {
    let start: String = body.trim_start().chars().take(16).collect();
    let start = start.to_ascii_lowercase();
    const TAGS: &[&str] = &[
        "<!doctype html",
        "<!--",
        "<?xml",
        "<html",
        "<head",
        "<body",
        "<title",
        "<center",
    ];
    TAGS.iter().any(|tag| start.starts_with(tag))
}

/// What a page says: a proxy that wants a login, a gateway that refuses, or anything.
fn page(lower: &str, code: Option<u16>) -> Meaning {
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if let Some(code @ 300..=399) = code {
        return Meaning::Redirect {
            code: i64::from(code),
        };
    }
    if code == Some(407)
        || has(&[
            "type=\"password\"",
            "type='password'",
            "type=password",
            "samlrequest",
        ])
    {
        return Meaning::LoginPage;
    }
    if code == Some(403) || has(&["403 forbidden", "access denied", "blocked", "forbidden"]) {
        return Meaning::Forbidden;
    }
    match code {
        Some(code @ 500..=599) => Meaning::ServerError {
            code: i64::from(code),
        },
        Some(404) => Meaning::NotFound,
        Some(405) => Meaning::MethodNotAllowed,
        Some(429) => Meaning::TooManyRequests,
        _ if has(&["sign in", "log in", "login", "sign-in", "signin"]) => Meaning::LoginPage,
        _ => Meaning::WebPage,
    }
}

fn success_without_json(paste: &Paste, code: u16) -> Meaning {
    match code {
        204 => Meaning::NoContent,
        _ if paste.body.trim().is_empty() => Meaning::Empty,
        _ => Meaning::Unknown,
    }
}

/// What curl, PowerShell, Python and Node say when there is no answer at all.
fn connection(lower: &str) -> Option<Meaning> {
    const UNTRUSTED: &[&str] = &[
        "ssl certificate problem",
        "certificate verify failed",
        "unable to get local issuer",
        "self signed certificate",
        "self-signed certificate",
        "trust relationship",
        "unable to verify the first certificate",
        "sec_e_untrusted_root",
        "certificate chain",
        "crypt_e_no_revocation_check",
        "crypt_e_revocation_offline",
    ];
    const UNREACHED: &[&str] = &[
        "could not resolve",
        "couldn't resolve",
        "resolve host",
        "failed to connect",
        "couldn't connect",
        "could not connect",
        "connection refused",
        "connection reset",
        "connection timed out",
        "operation timed out",
        "econnrefused",
        "enotfound",
        "etimedout",
        "econnreset",
        "no such host",
        "underlying connection was closed",
        "unable to connect to the remote server",
        "name or service not known",
        "actively refused",
        "curl: (",
    ];
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(UNTRUSTED) {
        return Some(Meaning::Untrusted);
    }
    has(UNREACHED).then_some(Meaning::Unreached)
}

/// The status code that words tell: a number of three digits by itself, or the name of a status.
fn code_in_words(lower: &str) -> Option<u16> {
    const NAMES: &[(&str, u16)] = &[
        ("unauthorized", 401),
        ("not authorized", 401),
        ("failure_bad_credential", 401),
        ("failure_bad_header", 400),
        ("forbidden", 403),
        ("access denied", 403),
        ("method not allowed", 405),
        ("unsupported media type", 415),
        ("too many requests", 429),
        ("proxy authentication required", 407),
        ("bad request", 400),
        ("not found", 404),
        ("internal server error", 500),
        ("bad gateway", 502),
        ("service unavailable", 503),
        ("gateway time", 504),
    ];
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let mut numbers = words
        .filter(|word| word.len() == 3)
        .filter_map(|word| word.parse().ok());
    let number = numbers.find(|number| (300..600).contains(number));
    let named = || NAMES.iter().find(|(name, _)| lower.contains(name));
    number.or_else(|| named().map(|(_, code)| *code))
}
