//! The `Authorization` header and its neighbours.

use super::certificate;
use super::pieces::{Header, Pieces, has_scheme};
use super::seen::{Seen, excerpt};
use super::value::{self, is_sign};
use super::{Part, Review};
use crate::certificate::Certificate;

/// The name of the header (RFC 9110, section 11.6.2).
const NAME: &str = "Authorization";
/// The name of the scheme.
const SCHEME: &str = "CACertificate";
/// Names under which the value has been sent, spelling mistakes apart.
const OTHER_NAMES: &[&str] = &[
    "authentication",
    "auth",
    "proxy-authorization",
    "x-authorization",
    "cacertificate",
];

/// Judges the headers; gives the certificates in them, the one that is meant first.
pub(super) fn judge(pieces: &Pieces, now: i64, review: &mut Review) -> Vec<Certificate> {
    for header in &pieces.headers {
        if header.name.to_ascii_lowercase().starts_with("encoded") {
            let field = excerpt(&header.name);
            review.add(Part::Header, &Seen::HeaderField { field });
        }
    }
    content_type(pieces, review);
    let meant = || pieces.headers.iter().filter(|header| is_meant(header));
    let carries = |header: &&Header| has_scheme(&header.value);
    let Some(header) = meant().find(carries).or_else(|| meant().next()) else {
        if let Some(value) = &pieces.certificate {
            return certificate::judge(value, now, review);
        }
        if pieces.whole {
            review.add(Part::Header, &Seen::HeaderMissing);
        } else if pieces.body.is_some() {
            review.add(Part::Paste, &Seen::PasteBodyOnly);
        }
        return Vec::new();
    };
    // In a collection of calls, those that carry a token are others.
    let logins = meant().filter(carries).count();
    if logins > 1 || (logins == 0 && meant().count() > 1) {
        review.add(Part::Header, &Seen::HeaderTwice);
    }
    if !header.name.is_empty() && !header.name.eq_ignore_ascii_case(NAME) {
        let found = excerpt(&header.name);
        review.add(Part::Header, &Seen::HeaderName { found });
    }
    match scheme(&header.value, review) {
        Some(value) => certificate::judge(value, now, review),
        None => Vec::new(),
    }
}

/// Whether a header says that a request was pasted.
pub(super) fn is_known(header: &Header) -> bool {
    is_meant(header)
        || header.name.eq_ignore_ascii_case("content-type")
        || header.name.to_ascii_lowercase().starts_with("encoded")
}

/// Whether a header is the one that carries, or should carry, the certificate.
fn is_meant(header: &Header) -> bool {
    let name = header.name.to_ascii_lowercase();
    has_scheme(&header.value)
        || name == "authorization"
        || OTHER_NAMES.contains(&name.as_str())
        || distance(&name, "authorization") <= 3
}

/// The content type of a whole call. Without one, tools send a form or plain text.
fn content_type(pieces: &Pieces, review: &mut Review) {
    match pieces.value_of("Content-Type") {
        Some(value) if !value.to_ascii_lowercase().contains("json") => {
            let found = crate::visible::visible(&value.chars().take(64).collect::<String>());
            review.add(Part::Header, &Seen::HeaderContentType { found });
        }
        None if pieces.whole && pieces.body.is_some() => {
            review.add(Part::Header, &Seen::HeaderContentTypeMissing);
        }
        _ => {}
    }
}

/// Judges the scheme; gives what stands behind it when that should be a certificate.
fn scheme<'a>(value: &'a str, review: &mut Review) -> Option<&'a str> {
    let mut say = |seen: Seen| review.add(Part::Header, &seen);
    let mut value = value.trim();
    if value.starts_with(['"', '\'']) {
        say(Seen::HeaderQuoted);
        value = value.trim_matches(['"', '\'']);
    }
    let end = value
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
        .unwrap_or(value.len());
    let (word, rest) = value.split_at_checked(end)?;
    let behind = rest.trim_start_matches([' ', ':', '=', ',', '<', '\n', '\t']);
    let behind = behind.trim_end_matches('>').trim();
    if rest.trim_start().starts_with('<') && !looks_like_certificate(behind) {
        let (field, found) = (NAME.to_owned(), excerpt(rest));
        say(Seen::ValuePlaceholder { field, found });
        return None;
    }
    match word {
        SCHEME => {
            let joined =
                !rest.is_empty() && (!rest.starts_with(' ') || rest.trim_start().starts_with('<'));
            say(if joined {
                Seen::HeaderSchemeJoined
            } else {
                Seen::HeaderRight
            });
            return Some(behind);
        }
        "AnaplanAuthToken" => {
            say(Seen::HeaderSchemeToken);
            return None;
        }
        "AnaplanCertificate" => {
            say(Seen::HeaderSchemeOld);
            return Some(behind);
        }
        "Basic" => {
            say(Seen::HeaderSchemeBasic);
            return None;
        }
        _ => {}
    }
    if word.eq_ignore_ascii_case(SCHEME) {
        say(Seen::HeaderSchemeCase {
            found: excerpt(word),
        });
        return Some(behind);
    }
    let glued = value.strip_prefix(SCHEME);
    if let Some(glued) =
        glued.filter(|glued| ["MII", "LS0t"].iter().any(|sign| glued.starts_with(sign)))
    {
        say(Seen::HeaderSchemeJoined);
        return Some(glued);
    }
    if looks_like_certificate(value) {
        say(Seen::HeaderSchemeMissing);
        return Some(value);
    }
    if value.is_empty() {
        review.add(Part::Certificate, &Seen::CertificateMissing);
        return None;
    }
    if word.is_empty() {
        // A variable in place of the whole value, or something that is no scheme at all.
        let place = value::Place {
            part: Part::Header,
            field: NAME,
        };
        value::read(value, place, review);
        return None;
    }
    say(Seen::HeaderScheme {
        found: excerpt(word),
    });
    (has_scheme(word) || looks_like_certificate(behind)).then_some(behind)
}

/// Whether text begins as a certificate does, in any of its forms.
pub(super) fn looks_like_certificate(text: &str) -> bool {
    const STARTS: &[&str] = &["MII", "LS0t", "TUlJ", "QmFn", "-----BEGIN", "MIA", "TFMwd"];
    let start: String = text.chars().take(40).collect();
    let long = text.len() > 400 && start.len() == 40 && start.chars().all(is_sign);
    long || STARTS.iter().any(|sign| text.starts_with(sign))
}

/// How many letters must be added, left out or changed to make one word of another.
pub(super) fn distance(one: &str, other: &str) -> usize {
    const MAX_WORD: usize = 32;
    if one.len() > MAX_WORD {
        return MAX_WORD;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, a) in one.bytes().enumerate() {
        let mut diagonal = line;
        let mut left = line.saturating_add(1);
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, b) in row.iter_mut().skip(1).zip(other.bytes()) {
            let changed = diagonal.saturating_add(usize::from(a != b));
            diagonal = *cell;
            left = changed
                .min(left.saturating_add(1))
                .min(diagonal.saturating_add(1));
            *cell = left;
        }
    }
    row.last().copied().unwrap_or(MAX_WORD)
}
