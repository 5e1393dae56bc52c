//! A value in base64, read leniently: every departure from RFC 4648, section 4, is named, and the
//! bytes are found all the same where they have one meaning.

use super::evidence::Evidence;
use super::finding::{Finding, Part};
use super::text::excerpt;
use crate::encoding::{decode_base64_bits, decode_hex};
use crate::escape::is_invisible;
use crate::input::decode::percent;

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

/// Returns the bytes of a value, and adds what is remarkable about its form to `evidence`; `None`
/// when the bytes cannot be known. `fits` returns whether bytes are what belongs in this place: it
/// decides between the readings of a value with spaces.
pub(super) fn read(
    text: &str,
    place: Place,
    fits: &dyn Fn(&[u8]) -> bool,
    evidence: &mut Evidence,
) -> Option<Vec<u8>> {
    if !is_there(text, place, evidence) {
        return None;
    }
    let text = unwrapped(text, place, evidence);
    let text = without_white_space(&text, place, fits, evidence)?;
    let field = place.field.to_owned();
    if let Some(bytes) = hexadecimal(&text) {
        evidence.add(place.part, &Finding::ValueHex { field });
        return Some(bytes);
    }
    if !text.contains(['-', '_']) {
        return decode(&text, place, evidence);
    }
    evidence.add(place.part, &Finding::ValueUrlSafe { field });
    decode(&standard(&text), place, evidence)
}

/// Returns whether there is a value and the whole of it; reports what is in its place.
fn is_there(text: &str, place: Place, evidence: &mut Evidence) -> bool {
    let field = place.field.to_owned();
    let finding = if let Some(found) = written_for_none(text) {
        let found = excerpt(found);
        Finding::ValueWord { field, found }
    } else if let Some(found) = placeholder(text) {
        evidence.placeholders.push(excerpt(found));
        return false;
    } else if text.trim().is_empty() {
        Finding::ValueEmpty { field }
    } else if text.contains('…') || text.contains("...") {
        Finding::ValueShortened { field }
    } else {
        return true;
    };
    evidence.add(place.part, &finding);
    false
}

/// Returns a value without what other formats put around it or wrote instead of its characters.
/// Each of these is reported.
fn unwrapped(text: &str, place: Place, evidence: &mut Evidence) -> String {
    let field = || place.field.to_owned();
    let mut say = |finding: Finding| evidence.add(place.part, &finding);
    let mut text = without_name(text).to_owned();
    if let Some((_, inner)) = text
        .split_once(";base64,")
        .filter(|_| text.trim_start().starts_with("data:"))
    {
        text = inner.to_owned();
        say(Finding::ValueDataUrl { field: field() });
    }
    if text.contains("=3D") {
        text = text.replace("=\n", "").replace("=3D", "=");
        say(Finding::ValueQuotedPrintable { field: field() });
    }
    // White space has findings of its own.
    let is_hidden = |c: char| is_invisible(c) && !c.is_whitespace();
    if let Some(found) = text.chars().find(|c| is_hidden(*c)) {
        say(Finding::ValueInvisible {
            field: field(),
            found: excerpt(&found.to_string()),
        });
        text.retain(|c| !is_hidden(c));
    }
    if let Some(inner) = python_bytes(&text) {
        text = inner;
        say(Finding::ValuePythonBytes { field: field() });
    }
    if text.contains('\\') {
        say(Finding::ValueEscapes { field: field() });
        text = without_escapes(&text);
    }
    if let Some(plain) = percent(&text) {
        say(Finding::ValuePercent { field: field() });
        text = plain.to_string();
    }
    text
}

/// Text in the alphabet for URLs (RFC 4648, section 5), in the standard one.
fn standard(text: &str) -> String {
    text.replace('-', "+").replace('_', "/")
}

/// Base64 characters and padding only.
fn decode(text: &str, place: Place, evidence: &mut Evidence) -> Option<Vec<u8>> {
    let field = || place.field.to_owned();
    let signs = text.trim_end_matches('=');
    // Padding in the middle is the consequence of what follows it.
    let others = || signs.chars().filter(|c| !is_base64_char(*c));
    if let Some(other) = others().find(|c| *c != '=').or_else(|| others().next()) {
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

/// Returns what a program writes where it has no text: a value that is missing, or bytes that it was not told to
/// encode (PowerShell and C#, Java, JavaScript).
fn written_for_none(text: &str) -> Option<&str> {
    const WORDS: &[&str] = &[
        "[object ArrayBuffer]",
        "[object Object]",
        "[object Promise]",
        "NaN",
        "None",
        "System.Byte[]",
        "System.Object[]",
        "null",
        "undefined",
    ];
    let text = text.trim();
    (WORDS.contains(&text) || text.starts_with("[B@")).then_some(text)
}

/// What `openssl dgst -hex` prints, without the names of algorithm and file before it.
fn without_name(text: &str) -> &str {
    match text.rsplit_once(")= ") {
        Some((_, digits)) if hexadecimal(digits.trim()).is_some() => digits.trim(),
        _ => text,
    }
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

/// Returns a value without its white space, and with `+` where spaces took its place; `None` when
/// the spaces can be neither. Each kind of white space is reported.
fn without_white_space(
    text: &str,
    place: Place,
    fits: &dyn Fn(&[u8]) -> bool,
    evidence: &mut Evidence,
) -> Option<String> {
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    // Whoever writes bytes in hexadecimal may set them apart.
    if joined == text || hexadecimal(&joined).is_some() {
        return Some(joined);
    }
    let field = || place.field.to_owned();
    let mut say = |finding: Finding| evidence.add(place.part, &finding);
    let mut line = text.to_owned();
    if text.contains(BREAKS) {
        let lines = text.split(BREAKS).map(str::trim);
        let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        let behind = text.trim_end().len();
        let inside = text.get(..behind).is_some_and(|text| text.contains(BREAKS));
        say(if inside {
            Finding::ValueLineBreaks { field: field() }
        } else {
            Finding::ValueLineEnd { field: field() }
        });
        line = lines.concat();
    }
    let inside = line.trim();
    let reading = spaces(&line, &joined, fits);
    if !matches!(reading, Spaces::AllPluses) {
        if line.starts_with(char::is_whitespace) {
            say(Finding::ValueSpaceStart { field: field() });
        }
        if line.ends_with(char::is_whitespace) {
            say(Finding::ValueSpaceEnd { field: field() });
        }
    }
    match reading {
        Spaces::Stray => {
            match inside.chars().filter(|c| c.is_whitespace()).count() {
                0 => {}
                1 => say(Finding::ValueSpaceInside { field: field() }),
                several => say(Finding::ValueSpacesInside {
                    field: field(),
                    count: several,
                }),
            }
            Some(joined)
        }
        Spaces::Pluses => {
            say(Finding::ValueSpaces { field: field() });
            Some(with_pluses(inside))
        }
        Spaces::AllPluses => {
            say(Finding::ValueSpaces { field: field() });
            Some(with_pluses(&line))
        }
        Spaces::Unclear => {
            say(Finding::ValueSpacesUnclear { field: field() });
            None
        }
        Spaces::NoBase64 => Some(joined),
    }
}

/// The characters that end a line.
const BREAKS: [char; 2] = ['\n', '\r'];

/// The most spaces of which the length of whole base64, a multiple of four, tells what they are. Of
/// more, four may be of one kind and the rest of the other.
const MAX_BY_FORM: usize = 4;

/// What the spaces in a value are.
#[derive(Clone, Copy)]
enum Spaces {
    /// None belongs there.
    Stray,
    /// Those inside took the place of `+`; those around the value do not belong there.
    Pluses,
    /// Each took the place of `+`.
    AllPluses,
    /// The value is whole in no reading, or in several.
    Unclear,
    /// The value is no base64 in any reading, whatever its spaces are.
    NoBase64,
}

/// Returns what the spaces in a line are: the one reading in which the value is best. Where two are
/// as good, equally long words are joined lines, and spaces around the value alone are stray.
fn spaces(line: &str, joined: &str, fits: &dyn Fn(&[u8]) -> bool) -> Spaces {
    let inside = line.trim();
    if !standard(joined.trim_end_matches('='))
        .chars()
        .all(is_base64_char)
    {
        return Spaces::NoBase64;
    }
    if line == joined {
        return Spaces::Stray;
    }
    let few = line.chars().filter(|c| c.is_whitespace()).count() <= MAX_BY_FORM;
    let quality = |text: &str| {
        let (fits, padded) = quality(text, fits);
        (fits, padded && few)
    };
    let mut readings = vec![(quality(joined), Spaces::Stray)];
    if inside != joined {
        readings.push((quality(&with_pluses(inside)), Spaces::Pluses));
    }
    if line != inside {
        readings.push((quality(&with_pluses(line)), Spaces::AllPluses));
    }
    let best = readings.iter().map(|(quality, _)| *quality).max();
    let mut best = readings
        .iter()
        .filter(|(quality, _)| Some(*quality) == best);
    match (best.next(), best.next()) {
        (Some((_, reading)), None) => *reading,
        _ if inside == joined || are_lines(inside) => Spaces::Stray,
        _ => Spaces::Unclear,
    }
}

fn with_pluses(text: &str) -> String {
    let plus = |c: char| if c.is_whitespace() { '+' } else { c };
    text.chars().map(plus).collect()
}

/// How good a reading of a value is: whether its bytes are what belongs there, then whether it is
/// base64 with the padding that it must have.
fn quality(text: &str, fits: &dyn Fn(&[u8]) -> bool) -> (bool, bool) {
    let text = standard(text);
    match decode_base64_bits(text.trim_end_matches('=')) {
        Some(bytes) => (fits(&bytes), text.len().is_multiple_of(4)),
        None => (false, false),
    }
}

/// Whether the words of a text are lines of one length, but for the last: no two pluses of a value
/// are as far apart as its start and its first one.
fn are_lines(text: &str) -> bool {
    let words = text.split(char::is_whitespace);
    let lengths: Vec<usize> = words.map(str::len).collect();
    match lengths.as_slice() {
        [first, middle @ .., last] => {
            !middle.is_empty() && last <= first && middle.iter().all(|length| length == first)
        }
        _ => false,
    }
}
