//! The `Authorization` header and its neighbours.

use super::certificate;
use super::evidence::Evidence;
use super::finding::{Finding, Part};
use super::parsed::{Header, ParsedRequest, has_scheme, is_meant};
use super::text::{excerpt, name, start};
use super::value::{self, is_base64_char};
use crate::anaplan::{CERTIFICATE_SCHEME, OLD_SCHEME, TOKEN_SCHEME};
use crate::certificate::{Certificate, begins_certificate};

/// The name of the header (RFC 9110, section 11.6.2).
pub(super) const NAME: &str = "Authorization";

/// The letters of Greek and Cyrillic that are drawn like those of the scheme.
const LOOK_ALIKES: &str = "ΑαϹϲΕεΙιΤτАаСсЕеІіТтгғ";

/// Judges the headers; gives the certificates in them, the one that is meant first.
pub(super) fn judge(
    request: &ParsedRequest,
    now: i64,
    evidence: &mut Evidence,
) -> Vec<Certificate> {
    for header in &request.headers {
        if header.name.to_ascii_lowercase().starts_with("encoded") {
            let field = name(&header.name);
            evidence.add(Part::Header, &Finding::HeaderField { field });
        }
    }
    content_type(request, evidence);
    let meant = || request.headers.iter().filter(|header| is_meant(header));
    let carries = |header: &&Header| has_scheme(&header.value);
    let Some(header) = meant().find(carries).or_else(|| meant().next()) else {
        if let Some(value) = &request.certificate {
            return certificate::judge(value, now, evidence);
        }
        if request.whole {
            evidence.add(Part::Header, &Finding::HeaderMissing);
        } else if request.body.is_some() {
            evidence.add(Part::Paste, &Finding::PasteBodyOnly);
        }
        return Vec::new();
    };
    // In a collection of calls, those that carry a token are others.
    let calls = |header: &&Header| header.value.trim_start().starts_with(TOKEN_SCHEME);
    let logins = meant().filter(|header| !calls(header)).count();
    if logins > 1 || (logins == 0 && meant().count() > 1) {
        evidence.add(Part::Header, &Finding::HeaderTwice);
    }
    if !header.name.is_empty() && !header.name.eq_ignore_ascii_case(NAME) {
        let found = name(&header.name);
        evidence.add(Part::Header, &Finding::HeaderName { found });
    }
    match scheme(&header.value, evidence) {
        Some(value) => certificate::judge(value, now, evidence),
        None => Vec::new(),
    }
}

/// The content type of a whole call. Without one, tools send a form or plain text.
fn content_type(request: &ParsedRequest, evidence: &mut Evidence) {
    match request.value_of("Content-Type") {
        Some(value) if !value.to_ascii_lowercase().contains("json") => {
            let found = start(value);
            evidence.add(Part::Header, &Finding::HeaderContentType { found });
        }
        None if request.whole && request.body.is_some() => {
            evidence.add(Part::Header, &Finding::HeaderContentTypeMissing);
        }
        _ => {}
    }
}

/// Judges the scheme; returns the value after it when that should be a certificate.
fn scheme<'a>(value: &'a str, evidence: &mut Evidence) -> Option<&'a str> {
    let value = bare(value, evidence);
    let end = value
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
        .unwrap_or(value.len());
    let (word, rest) = value.split_at_checked(end)?;
    let behind = rest.trim_start_matches([' ', ':', '=', ',', '<', '\n', '\t']);
    let gap = rest.strip_suffix(behind).unwrap_or(rest);
    let behind = behind.trim_end_matches('>').trim();
    if rest.trim_start().starts_with('<') && !looks_like_certificate(behind) {
        evidence.placeholders.push(excerpt(rest));
        return None;
    }
    if word.eq_ignore_ascii_case("Bearer") && has_scheme(behind) {
        evidence.add(Part::Header, &Finding::HeaderSchemeBearer);
        let value = scheme(behind, evidence);
        // The value begins with the other word all the same.
        let right = Finding::HeaderRight.code();
        evidence.verdicts.retain(|verdict| verdict.code != right);
        return value;
    }
    let mut say = |finding: Finding| evidence.add(Part::Header, &finding);
    match word {
        CERTIFICATE_SCHEME => Some(certificate_scheme(gap, behind, evidence)),
        TOKEN_SCHEME => {
            say(Finding::HeaderSchemeToken);
            None
        }
        OLD_SCHEME => {
            say(Finding::HeaderSchemeOld);
            Some(behind)
        }
        "Basic" => {
            say(Finding::HeaderSchemeBasic);
            None
        }
        _ if word.eq_ignore_ascii_case(CERTIFICATE_SCHEME) => {
            let found = excerpt(word);
            say(Finding::HeaderSchemeCase { found });
            if let Some(finding) = separation(gap, behind) {
                say(finding);
            }
            Some(behind)
        }
        _ => unknown_scheme(value, word, rest, behind, evidence),
    }
}

/// Returns the header's value without quotes around it and without the header's name in it.
fn bare<'a>(value: &'a str, evidence: &mut Evidence) -> &'a str {
    let mut value = value.trim();
    if value.starts_with(['"', '\'']) {
        evidence.add(Part::Header, &Finding::HeaderQuoted);
        value = value.trim_matches(['"', '\'']);
    }
    match value.split_once(':') {
        Some((before, inner)) if before.trim_end().eq_ignore_ascii_case(NAME) => {
            evidence.add(Part::Header, &Finding::HeaderNameInside);
            inner.trim_start()
        }
        _ => value,
    }
}

/// Returns the value `behind` the right scheme, which `gap` separates from it.
fn certificate_scheme<'a>(gap: &str, behind: &'a str, evidence: &mut Evidence) -> &'a str {
    let again = behind.strip_prefix(CERTIFICATE_SCHEME).map(str::trim_start);
    if let Some(behind) = again.filter(|behind| looks_like_certificate(behind)) {
        evidence.add(Part::Header, &Finding::HeaderSchemeTwice);
        return behind;
    }
    let finding = separation(gap, behind).unwrap_or(Finding::HeaderRight);
    evidence.add(Part::Header, &finding);
    alone(behind, evidence)
}

/// Judges a value whose first `word` is no scheme that is known, with the `rest` after it; `behind`
/// is the rest without what separates them. Returns what should be a certificate.
fn unknown_scheme<'a>(
    value: &'a str,
    word: &str,
    rest: &'a str,
    behind: &'a str,
    evidence: &mut Evidence,
) -> Option<&'a str> {
    let mut say = |finding: Finding| evidence.add(Part::Header, &finding);
    let joined = value.strip_prefix(CERTIFICATE_SCHEME);
    if let Some(joined) = joined.filter(|joined| begins_certificate(joined)) {
        say(Finding::HeaderSchemeJoined);
        return Some(joined);
    }
    if looks_like_certificate(value) {
        say(Finding::HeaderSchemeMissing);
        return Some(value);
    }
    if value.is_empty() {
        evidence.add(Part::Certificate, &Finding::CertificateMissing);
        return None;
    }
    // It ends the word, or is all of it.
    if let Some(letter) = rest.chars().next().filter(|c| LOOK_ALIKES.contains(*c)) {
        let found = format!("{letter} (U+{:04X})", u32::from(letter));
        say(Finding::HeaderSchemeForeign { found });
        return rest.split_once(' ').map(|(_, behind)| behind.trim());
    }
    if word.is_empty() {
        // A variable instead of the whole value, or no scheme at all.
        let place = value::Place {
            part: Part::Header,
            field: NAME,
        };
        value::read(value, place, &|_| false, evidence);
        return None;
    }
    say(Finding::HeaderScheme {
        found: excerpt(word),
    });
    (has_scheme(word) || looks_like_certificate(behind)).then_some(behind)
}

/// The certificate without what follows it in the same value: after a comma or a semicolon, which base64 has none of.
fn alone<'a>(value: &'a str, evidence: &mut Evidence) -> &'a str {
    match value.find([',', ';']) {
        Some(end) if looks_like_certificate(value) => {
            let (value, behind) = value.split_at_checked(end).unwrap_or((value, ""));
            // The sign, and a header's name: whatever else follows may be a secret.
            let other = behind
                .split_once(':')
                .map(|(other, _)| other.trim_matches([',', ';', ' ']));
            let other = other.map(name).filter(|other| !other.ends_with('…'));
            let sign = behind.get(..1).unwrap_or_default();
            let found = [Some(sign.to_owned()), other].into_iter().flatten();
            let found = found.collect::<Vec<_>>().join(" ");
            evidence.add(Part::Header, &Finding::HeaderBehind { found });
            value
        }
        _ => value,
    }
}

/// What is remarkable about what separates the scheme from the value: HTTP allows more than one
/// space (RFC 9110, section 11.4), and nothing else.
fn separation(gap: &str, value: &str) -> Option<Finding> {
    // The lines of a PEM block have a finding of their own.
    let begins_line = value.starts_with("-----BEGIN") && gap.starts_with(' ');
    if value.is_empty() || gap == " " || (begins_line && gap.trim().is_empty()) {
        return None;
    }
    if gap.is_empty() || gap.contains(|c| c != ' ') {
        return Some(Finding::HeaderSchemeJoined);
    }
    let count = gap.len();
    Some(Finding::HeaderSchemeSpaces { count })
}

/// Whether text begins as a certificate does, in any of its forms.
pub(super) fn looks_like_certificate(text: &str) -> bool {
    const STARTS: &[&str] = &["MII", "LS0t", "TUlJ", "QmFn", "-----BEGIN", "MIA", "TFMwd"];
    let head: String = text.chars().take(40).collect();
    let long = text.len() > 400 && head.len() == 40 && head.chars().all(is_base64_char);
    long || STARTS.iter().any(|sign| text.starts_with(sign))
}
