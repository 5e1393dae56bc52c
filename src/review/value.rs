//! A value in base64, read leniently: every departure from RFC 4648, section 4, is named, and the
//! bytes are found all the same where they have one meaning.

use super::evidence::Evidence;
use super::finding::{Finding, Part};
use super::text::excerpt;
use crate::encoding::{decode_base64_bits, decode_hex};

/// The shortest text that is taken for base64 or hexadecimal digits inside something else.
const MIN_INNER: usize = 64;

/// The part that a value is in.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// The part of the request.
    pub(super) part: Part,
    /// The field's or header's name.
    pub(super) field: &'static str,
}

/// The bytes of a value. What is remarkable about its form goes into `review`.
pub(super) fn read(text: &str, place: Place, evidence: &mut Evidence) -> Option<Vec<u8>> {
    let field = || place.field.to_owned();
    if let Some(found) = placeholder(text) {
        evidence.placeholders.push(excerpt(found));
        return None;
    }
    let mut say = |finding: Finding| evidence.add(place.part, &finding);
    if text.trim().is_empty() {
        say(Finding::ValueEmpty { field: field() });
        return None;
    }
    if text.contains('…') || text.contains("...") {
        say(Finding::ValueShortened { field: field() });
        return None;
    }
    let mut text = without_name(text).to_owned();
    if let Some(found) = text.chars().find(|c| is_invisible(*c)) {
        say(Finding::ValueInvisible {
            field: field(),
            found: excerpt(&found.to_string()),
        });
        text.retain(|c| !is_invisible(c));
    }
    if let Some(inner) = python_bytes(&text) {
        text = inner;
        say(Finding::ValuePythonBytes { field: field() });
    }
    if text.contains('\\') {
        say(Finding::ValueEscapes { field: field() });
        text = without_escapes(&text);
    }
    if let Some(plain) = without_percent(&text) {
        say(Finding::ValuePercent { field: field() });
        text = plain;
    }
    match space(&text) {
        Space::None => {}
        Space::Breaks => say(Finding::ValueLineBreaks { field: field() }),
        Space::Pluses => {
            say(Finding::ValueSpaces { field: field() });
            text = text.trim().replace(' ', "+");
        }
    }
    text.retain(|c| !c.is_whitespace());
    if let Some(bytes) = hexadecimal(&text) {
        say(Finding::ValueHex { field: field() });
        return Some(bytes);
    }
    if text.contains(['-', '_']) {
        say(Finding::ValueUrlSafe { field: field() });
        text = text.replace('-', "+").replace('_', "/");
    }
    decode(&text, place, evidence)
}

/// Base64 characters and padding only.
fn decode(text: &str, place: Place, evidence: &mut Evidence) -> Option<Vec<u8>> {
    let field = || place.field.to_owned();
    let signs = text.trim_end_matches('=');
    if let Some(other) = signs.chars().find(|c| !is_base64_char(*c)) {
        evidence.add(
            place.part,
            &Finding::ValueDamaged {
                field: field(),
                found: excerpt(&other.to_string()),
            },
        );
        return None;
    }
    if signs.len() % 4 == 1 {
        evidence.add(place.part, &Finding::ValueCut { field: field() });
        return decode_base64_bits(signs.get(..signs.len().saturating_sub(1))?);
    }
    if !text.len().is_multiple_of(4) || text.len().saturating_sub(signs.len()) > 2 {
        evidence.add(place.part, &Finding::ValuePadding { field: field() });
    }
    decode_base64_bits(signs)
}

/// What decoded bytes turn out to be when they are text once more.
pub(super) enum Inner {
    /// Base64.
    Base64(Vec<u8>),
    /// Hexadecimal digits.
    Hex(Vec<u8>),
}

/// Bytes that are themselves base64 or hexadecimal text.
pub(super) fn inner(bytes: &[u8]) -> Option<Inner> {
    let text: String = core::str::from_utf8(bytes)
        .ok()?
        .chars()
        .filter(|c| !c.is_ascii_whitespace())
        .collect();
    if let Some(bytes) = hexadecimal(&text) {
        return Some(Inner::Hex(bytes));
    }
    let signs = text.trim_end_matches('=');
    let inner = decode_base64_bits(signs).filter(|_| signs.len() >= MIN_INNER);
    inner.map(Inner::Base64)
}

/// Decodes text that is base64 only, in either alphabet.
pub(super) fn decode_base64_lenient(text: &str) -> Option<Vec<u8>> {
    let text: String = text
        .trim()
        .trim_end_matches('=')
        .chars()
        .filter(|c| !c.is_ascii_whitespace())
        .map(|c| match c {
            '-' => '+',
            '_' => '/',
            other => other,
        })
        .collect();
    decode_base64_bits(&text).filter(|bytes| !bytes.is_empty())
}

/// An even number of hexadecimal digits, 40 at least. That so many random signs of base64 are all
/// of these does not happen.
pub(super) fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    const MIN_DIGITS: usize = 40;
    if text.len() < MIN_DIGITS {
        return None;
    }
    let digits: String = text.chars().filter(|c| *c != ':').collect();
    decode_hex(&digits).map(|bytes| bytes.to_vec())
}

/// Whether a character is one of the 64.
pub(super) fn is_base64_char(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '+' | '/')
}

/// A variable instead of a whole body: it begins with a brace too.
pub(super) fn is_variable(text: &str) -> bool {
    let object = text
        .trim()
        .strip_prefix('{')
        .is_some_and(|rest| !rest.starts_with('{'));
    !object && placeholder(text).is_some()
}

/// A variable of Postman, of a shell or of a template, or words in angle brackets.
fn placeholder(text: &str) -> Option<&str> {
    let text = text.trim();
    let starts = ["{{", "$", "<", "%", "[", "{"]
        .iter()
        .any(|sign| text.starts_with(sign));
    let words = || {
        let lower = text.to_ascii_lowercase();
        let plain = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '-' | ' ' | '.');
        let named = ["your", "insert", "paste", "xxx", "todo"]
            .iter()
            .any(|word| lower.starts_with(word));
        text.chars().all(plain) && (named || text.contains(['_', ' ']))
    };
    (text.len() < 128 && (starts || words())).then_some(text)
}

/// What `openssl dgst -hex` prints, without the names of algorithm and file before it.
fn without_name(text: &str) -> &str {
    match text.rsplit_once(")= ") {
        Some((_, digits)) if hexadecimal(digits.trim()).is_some() => digits.trim(),
        _ => text,
    }
}

/// Characters that take no room and that copying brings along (Unicode, category Cf).
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
    )
}

/// Returns the inside of `b'…'`.
fn python_bytes(text: &str) -> Option<String> {
    let rest = text.trim().strip_prefix('b')?;
    let inner = rest
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''))
        .or_else(|| {
            rest.strip_prefix('"')
                .and_then(|rest| rest.strip_suffix('"'))
        })?;
    Some(inner.to_owned())
}

/// Text without `\n`, `\r`, `\t`, and without the backslash of `\/` and others.
fn without_escapes(text: &str) -> String {
    ["\\r", "\\n", "\\t", "\\"]
        .iter()
        .fold(text.to_owned(), |text, escape| text.replace(escape, ""))
}

/// The signs that base64 and forms have in common, out of their percent-encoding (RFC 3986,
/// section 2.1).
fn without_percent(text: &str) -> Option<String> {
    if !text.contains('%') {
        return None;
    }
    let pairs = [
        ("%2B", "+"),
        ("%2F", "/"),
        ("%3D", "="),
        ("%20", " "),
        ("%0A", "\n"),
        ("%0D", "\r"),
    ];
    let plain = pairs.iter().fold(text.to_owned(), |text, (code, sign)| {
        text.replace(code, sign)
            .replace(&code.to_ascii_lowercase(), sign)
    });
    (plain != text).then_some(plain)
}

enum Space {
    None,
    /// Line breaks, or what copying turned them into.
    Breaks,
    /// Single spaces here and there: forms write `+` so.
    Pluses,
}

/// What the white space inside a value means. Whole base64 is a multiple of four signs long: with
/// each space counted where it was a `+`. Without its padding, base64 in lines is not.
fn space(text: &str) -> Space {
    if !text.contains(char::is_whitespace) {
        return Space::None;
    }
    let lengths: Vec<usize> = text.trim().split(' ').map(str::len).collect();
    let even = match lengths.as_slice() {
        [first, middle @ .., last] => {
            let signs: usize = lengths.iter().sum();
            let one_plus = middle.is_empty() && signs % 4 == 3;
            let lines = signs.is_multiple_of(4) || (*first >= 48 && !one_plus);
            lines && last <= first && middle.iter().all(|length| length == first)
        }
        _ => true,
    };
    if text.contains(['\n', '\r', '\t']) || even {
        return Space::Breaks;
    }
    Space::Pluses
}
