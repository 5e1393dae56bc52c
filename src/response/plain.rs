//! Text without JSON: web pages, errors in the words of a tool, and things that are no response.

use super::paste::Paste;
use super::refusal::of_code;
use super::{Context, ResponseNotice};
use crate::certificate::begins_certificate;
use crate::escape::escape_controls;
use zeroize::Zeroizing;

/// How much of a page or text is looked at, in bytes.
const LOOKED_AT: usize = 65_536;

/// Returns what it is: at least one notice.
pub(super) fn notices(paste: &Paste, context: &Context<'_>) -> Vec<ResponseNotice> {
    let end = (0..=LOOKED_AT.min(paste.text.len()))
        .rev()
        .find(|end| paste.text.is_char_boundary(*end));
    let start = paste.text.get(..end.unwrap_or_default());
    let lower = Zeroizing::new(start.unwrap_or_default().to_ascii_lowercase());
    if lower.contains("private key-----") {
        return vec![ResponseNotice::PrivateKey];
    }
    if is_html(paste.body) {
        return page(paste, &lower, context);
    }
    if has_line_breaks(&lower) {
        return vec![ResponseNotice::HeaderLineBreaks];
    }
    if is_certificate(paste.text) {
        return vec![ResponseNotice::Certificate];
    }
    if let Some(code) = paste.code {
        return of_code(code, context).unwrap_or_else(|| vec![success_without_json(paste, code)]);
    }
    if paste.text.trim().is_empty() {
        return vec![ResponseNotice::Empty];
    }
    if lower.contains("encodedsigneddata") || lower.contains("cacertificate ") {
        return vec![ResponseNotice::Request];
    }
    in_words(&lower, context).unwrap_or_else(|| vec![ResponseNotice::Unknown])
}

/// Returns what the words of a tool mean: a status that came back comes before a connection that
/// did not, because tools report both of a proxy.
pub(super) fn in_words(lower: &str, context: &Context<'_>) -> Option<Vec<ResponseNotice>> {
    let code = status_in_words(lower).and_then(|code| of_code(code, context));
    let connection = || connection(lower).map(|failure| vec![failure]);
    let named = || status_by_name(lower).and_then(|code| of_code(code, context));
    code.or_else(connection).or_else(named)
}

/// Whether a tool refused to send a header because of a line break in its value.
fn has_line_breaks(lower: &str) -> bool {
    const REFUSALS: &[&str] = &[
        "new-line characters are not allowed in header",
        "newline characters are not allowed in header",
        "new-line or nul in header",
        "invalid header value",
        "invalid header field value",
        "return character(s) in header value",
        "invalid character in header content",
        "err_invalid_char",
        "illegal character(s) in message header",
        "illegal character in message header",
        "specified value has invalid http header characters",
        "specified value has invalid control characters",
        "header value contains invalid characters",
    ];
    REFUSALS.iter().any(|words| lower.contains(words))
}

fn is_certificate(text: &str) -> bool {
    text.contains("-----BEGIN ") || begins_certificate(text.trim_start())
}

/// Whether it is a web page: by its beginning, because JSON may hold a page in a string.
pub(super) fn is_html(body: &str) -> bool {
    let start: String = body.trim_start().chars().take(16).collect();
    let start = start.to_ascii_lowercase();
    begins_page(&start) || start.starts_with("<!--") || start.starts_with("<?xml")
}

/// Whether `start`, in small letters, begins with a tag that web pages begin with.
pub(crate) fn begins_page(start: &str) -> bool {
    const TAGS: &[&str] = &[
        "<!doctype html",
        "<body",
        "<center",
        "<div",
        "<form",
        "<head",
        "<html",
        "<meta",
        "<script",
        "<title",
    ];
    TAGS.iter().any(|tag| start.starts_with(tag))
}

/// What a page says: its status, told or in its title; a proxy that wants a login, a gateway that
/// refuses, or anything. `lower` is the start of the text in lower case.
fn page(paste: &Paste, lower: &str, context: &Context<'_>) -> Vec<ResponseNotice> {
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let told = match paste.code {
        Some(code) => status_of_page(code, context),
        None => title(paste.text, lower).and_then(|title| status_of_title(title, context)),
    };
    if let Some(notices) = told {
        return notices;
    }
    let notice = if has(&[
        "type=\"password\"",
        "type='password'",
        "type=password",
        "samlrequest",
    ]) {
        ResponseNotice::LoginPage
    } else if has(&["403 forbidden", "access denied", "blocked", "forbidden"]) {
        ResponseNotice::Forbidden
    } else if has(&["sign in", "log in", "login", "sign-in", "signin"]) {
        ResponseNotice::LoginPage
    } else {
        ResponseNotice::WebPage
    };
    vec![notice]
}

/// Returns what a status means that counts more than the words of its page.
fn status_of_page(code: u16, context: &Context<'_>) -> Option<Vec<ResponseNotice>> {
    match code {
        407 => Some(vec![ResponseNotice::LoginPage]),
        300..=399 | 403..=405 | 429 | 500..=599 => of_code(code, context),
        _ => None,
    }
}

/// Returns what the status in a page's title means, and the title that says so.
fn status_of_title(title: &str, context: &Context<'_>) -> Option<Vec<ResponseNotice>> {
    const LONGEST: usize = 80;
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = title.to_ascii_lowercase();
    // The one name that is a beginning: gateways end it in several ways.
    let is_named = |name: &str| name == lower || (name == GATEWAY && lower.starts_with(name));
    let named = || NAMES.iter().find(|(name, _)| is_named(name));
    let code = status_in_words(&lower).or_else(|| named().map(|(_, code)| *code))?;
    // A number from 300 to 399 belongs to a name rather: that of an office suite.
    let code = Some(code).filter(|code| *code >= 400)?;
    let mut notices = status_of_page(code, context)?;
    let shown: String = title.chars().take(LONGEST).collect();
    notices.push(ResponseNotice::PageTitle {
        title: escape_controls(&shown),
    });
    Some(notices)
}

/// The text of the first title. `lower` is the start of `text` in lower case, byte for byte.
fn title<'a>(text: &'a str, lower: &str) -> Option<&'a str> {
    let tag = lower.find("<title")?;
    let start = tag.saturating_add(lower.get(tag..)?.find('>')?.saturating_add(1));
    let length = lower.get(start..)?.find('<')?;
    text.get(start..start.saturating_add(length))
}

fn success_without_json(paste: &Paste, code: u16) -> ResponseNotice {
    match code {
        204 => ResponseNotice::NoContent,
        _ if paste.body.trim().is_empty() => ResponseNotice::Empty,
        _ => ResponseNotice::Unknown,
    }
}

/// Returns what the words of a tool mean when there was no response at all.
///
/// The words are those of curl, Python, Java, .NET, PowerShell, Node, Go, Postman, Power Automate
/// and Mule.
fn connection(lower: &str) -> Option<ResponseNotice> {
    const UNTRUSTED: &[&str] = &[
        "ssl certificate problem",
        "certificate verify failed",
        "certificate_verify_failed",
        "unable to get local issuer",
        "unable_to_get_issuer_cert",
        "unable_to_verify_leaf_signature",
        "self signed certificate",
        "self-signed certificate",
        "self_signed_cert",
        "trust relationship",
        "unable to verify the first certificate",
        "sec_e_untrusted_root",
        "certificate chain",
        "remotecertificate",
        "remote certificate is invalid",
        "crypt_e_no_revocation_check",
        "crypt_e_revocation_offline",
        "pkix path building failed",
        "unable to find valid certification path",
        "certificate signed by unknown authority",
        "failed to verify certificate",
        "the ssl connection could not be established",
    ];
    const UNREACHED: &[&str] = &[
        "could not resolve",
        "couldn't resolve",
        "could not be resolved",
        "resolve host",
        "nameresolutionerror",
        "getaddrinfo",
        "failed to connect",
        "couldn't connect",
        "could not connect",
        "unable to connect",
        "failed to establish a new connection",
        "connection refused",
        "connection reset",
        "connection aborted",
        "connection timed out",
        "connect timed out",
        "read timed out",
        "operation timed out",
        "timeout exceeded",
        "i/o timeout",
        "context deadline exceeded",
        "httpclient.timeout",
        "connection attempt failed",
        "max retries exceeded",
        "econnrefused",
        "enotfound",
        "eai_again",
        "etimedout",
        "esockettimedout",
        "econnreset",
        "und_err_connect",
        "fetch failed",
        "no such host",
        "unknownhostexception",
        "connectexception",
        "sockettimeoutexception",
        "timeoutexception",
        "dial tcp",
        "underlying connection was closed",
        "name or service not known",
        "actively refused",
        "could not get response",
        "could not get any response",
        "curl: (",
    ];
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(UNTRUSTED) {
        return Some(ResponseNotice::Untrusted);
    }
    has(UNREACHED).then_some(ResponseNotice::Unreached)
}

/// The names of statuses (RFC 9110, section 15).
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
    ("request header fields too large", 431),
    ("request header or cookie too large", 431),
    ("proxy authentication required", 407),
    ("bad request", 400),
    ("not found", 404),
    ("internal server error", 500),
    ("bad gateway", 502),
    ("service unavailable", 503),
    (GATEWAY, 504),
];

/// How gateways call a timeout: `Gateway Timeout`, `Gateway Time-out`.
const GATEWAY: &str = "gateway time";

fn status_by_name(lower: &str) -> Option<u16> {
    let named = NAMES.iter().find(|(name, _)| lower.contains(name));
    named.map(|(_, code)| *code)
}

/// Returns the first number of three digits that is a status: one that stands first, in
/// parentheses, behind a word for a status, or before its own name. A port is none.
fn status_in_words(lower: &str) -> Option<u16> {
    const BEFORE: &[&str] = &[
        "status",
        "statuscode",
        "code",
        "error",
        "http",
        "response",
        "returned",
        "failed",
        "received",
        "success",
    ];
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut at = 0_usize;
    let mut last = "";
    for piece in lower.split_inclusive(|c: char| !is_word(c)) {
        let word = piece.trim_end_matches(|c: char| !is_word(c));
        let start = at;
        at = at.saturating_add(piece.len());
        if word.is_empty() {
            continue;
        }
        let before = std::mem::replace(&mut last, word);
        let Some(code) = three_digits(word) else {
            continue;
        };
        let ahead = lower.get(..start).unwrap_or_default();
        let rest = lower.get(start.saturating_add(word.len())..);
        let rest = rest.unwrap_or_default();
        let enclosed = ahead.ends_with('(') && rest.starts_with(')');
        let followed = rest.trim_start_matches([' ', ':', '-', '(']);
        let named = NAMES
            .iter()
            .any(|(name, own)| *own == code && followed.starts_with(name))
            || followed.starts_with("client error")
            || followed.starts_with("server error");
        if ahead.trim().is_empty() || enclosed || named || BEFORE.contains(&before) {
            return Some(code);
        }
    }
    None
}

fn three_digits(word: &str) -> Option<u16> {
    let code: u16 = word.parse().ok().filter(|_| word.len() == 3)?;
    (300..600).contains(&code).then_some(code)
}
