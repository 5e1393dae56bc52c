//! Headers and body as they are: an HTTP message (RFC 9112), two fields out of a form, or a part of
//! these, in any order.

use super::body::OBJECT;
use super::finding::{Finding, Part};
use super::parsed::{Body, MAX_HEADERS, ParsedRequest, has_scheme};
use super::value::{decode_base64_lenient, is_base64_char};
use crate::asn1::ber::announced;
use crate::json;

/// The methods that begin a request line.
const METHODS: &[&str] = &["POST", "GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// The most lines over which one value goes: a bundle has about 300.
const MAX_LINES: u32 = 2_000;

/// Reads text that is no program.
pub(super) fn read(text: &str) -> ParsedRequest {
    let mut request = ParsedRequest::default();
    if let Some(fields) = parts_of_form(text) {
        request.remarks.push((Part::Body, Finding::BodyForm));
        let head = text.split("\n\n").next().unwrap_or_default();
        read_lines(head, &mut request);
        request.body = Some(Body::Fields(fields));
        resolve(&mut request);
        return request;
    }
    let text = with_labels(&without_marks(text));
    let (before, body, after) = split(&text);
    read_lines(before, &mut request);
    read_lines(after, &mut request);
    if let Some(body) = body {
        request.body = Some(Body::Text(body.to_owned()));
    }
    resolve(&mut request);
    request
}

/// Takes the marks off what `curl -v` prints: `> ` before what was sent, `< ` and `* ` before the
/// rest, which is left out, as are the counts of what it does not print: `} [546 bytes data]`.
fn without_marks(text: &str) -> String {
    if !text.lines().any(|line| line.starts_with("> ")) {
        return text.to_owned();
    }
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with(['*', '<']) && !line.ends_with(" bytes data]"))
        .map(|line| line.strip_prefix('>').unwrap_or(line).trim_start())
        .collect();
    lines.join("\n")
}

/// Text before the body, the body, and text behind it.
fn split(text: &str) -> (&str, Option<&str>, &str) {
    let Some(start) = body_start(text) else {
        return (text, None, "");
    };
    let Some((before, rest)) = text.split_at_checked(start) else {
        return (text, None, "");
    };
    // A header below the body is no part of it.
    let header = rest
        .match_indices('\n')
        .map(|(at, _)| at)
        .find(|at| {
            rest.get(at.saturating_add(1)..).is_some_and(|line| {
                !line.starts_with('\n') && (begins_header(line) || begins_answer(line))
            })
        })
        .unwrap_or(rest.len());
    let (inside, below) = rest.split_at_checked(header).unwrap_or((rest, ""));
    // The headers of a response are not those of the request.
    let below = if begins_answer(below.trim_start()) {
        ""
    } else {
        below
    };
    (before, Some(without_words(inside.trim_end())), below)
}

/// A body without the words of a message below it.
fn without_words(body: &str) -> &str {
    if let Ok(reading) = json::read(body)
        && let Some((object, words)) = body.split_at_checked(reading.end)
        && words.starts_with(char::is_alphabetic)
        && object.trim_end_matches(' ').ends_with('\n')
    {
        return object.trim_end();
    }
    let Some(end) = body.rfind('}').map(|end| end.saturating_add(1)) else {
        return body;
    };
    let (object, behind) = body.split_at_checked(end).unwrap_or((body, ""));
    let words = behind.trim_start_matches([' ', '`']).starts_with('\n') && !behind.contains('"');
    if words { object } else { body }
}

/// Where a body begins: with a brace that is no variable's, or with a form's first field.
fn body_start(text: &str) -> Option<usize> {
    // Every field's name has these letters in it.
    let named = text.to_ascii_lowercase().rfind("enc").unwrap_or(0);
    let before = |at: usize| text.get(..at).unwrap_or_default();
    let behind = |at: usize| text.get(at.saturating_add(1)..).unwrap_or_default();
    let brace = text.match_indices(['{', '[']).map(|(at, _)| at).find(|at| {
        let list = text.get(*at..).is_some_and(|rest| rest.starts_with('['));
        let sound = if list {
            behind(*at).trim_start().starts_with('{')
        } else {
            !behind(*at).starts_with('{') && !before(*at).ends_with(['{', '$'])
        };
        sound && *at < named
    });
    let brace = brace.map(|at| match before(at).strip_suffix('\u{FEFF}') {
        Some(before) => before.len(),
        None => at,
    });
    let object = text
        .find(&format!("\n{OBJECT}"))
        .map(|at| at.saturating_add(1));
    let form = text
        .lines()
        .find(|line| line.starts_with("encoded") && line.contains('=') && line.contains('&'))
        .and_then(|line| text.find(line));
    [brace, text.find("\"{\\\""), object, form]
        .into_iter()
        .flatten()
        .min()
}

/// Whether text begins with a header that belongs to a login.
fn begins_header(rest: &str) -> bool {
    let line = rest.lines().next().unwrap_or("");
    let line = line.trim_start_matches(['"', '\'', ' ']);
    let name = line.split([':', ' ', '=', '\t']).next().unwrap_or("");
    has_scheme(line)
        || line.starts_with("-----BEGIN")
        || name.eq_ignore_ascii_case("authorization")
        || name.eq_ignore_ascii_case("content-type")
        || line
            .split_once(": ")
            .is_some_and(|(name, value)| !name.contains('"') && has_scheme(value))
}

/// Whether what follows is the answer to the request, which was copied along with it.
fn begins_answer(rest: &str) -> bool {
    let line = rest.lines().next().unwrap_or("");
    let line = line.trim_start_matches(['<', '#', ' ']);
    line.starts_with("HTTP/")
        || (line.starts_with("{\"")
            && ["\"status", "\"meta"]
                .iter()
                .any(|name| line.contains(name)))
}

/// Labels on their own line, above their value.
const LABELS: &[&str] = &[
    "encodeddata",
    "encodedsigneddata",
    "encodeddataformat",
    CERTIFICATE,
    "cacertificate",
    "certificatevalue",
];
/// The label of the certificate in forms of connectors.
const CERTIFICATE: &str = "certificate";

/// Lines of the form `label: value` with the value below the label.
fn with_labels(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let name = line.trim().trim_end_matches(':').replace(' ', "");
        let lower = name.to_ascii_lowercase();
        let label = LABELS.contains(&lower.as_str()) && !line.trim().is_empty();
        // The scheme alone, its value on the next line, is a header's.
        let label = label && line.trim() != "CACertificate";
        let certificate = label && !lower.starts_with("encoded");
        let own = if certificate { CERTIFICATE } else { &name };
        let value = label.then(|| lines.next_if(|next| !next.trim().is_empty()));
        match value.flatten() {
            Some(value) => out.extend([own, ": ", value.trim()]),
            None => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

/// The fields of a multipart form (RFC 7578).
fn parts_of_form(text: &str) -> Option<Vec<(String, String)>> {
    const START: &str = "form-data; name=\"";
    let parts = text.split(START).skip(1);
    let fields: Vec<(String, String)> = parts
        .filter_map(|part| {
            let (name, rest) = part.split_once('"')?;
            let (_, value) = rest.split_once("\n\n")?;
            let value = value.split("\n--").next()?;
            Some((name.to_owned(), value.trim().to_owned()))
        })
        .take(64)
        .collect();
    (!fields.is_empty()).then_some(fields)
}

fn read_lines(text: &str, request: &mut ParsedRequest) {
    let mut lines = text.lines().peekable();
    let mut in_answer = false;
    while let Some(line) = lines.next() {
        if request.headers.len() >= MAX_HEADERS {
            return;
        }
        let line = line.trim().trim_matches(['"', '\'', ',', '`']).trim();
        in_answer |= line.starts_with("HTTP/");
        if line.is_empty() || request_line(line, request) {
            in_answer = false;
            continue;
        }
        let Some((name, value)) = header(line) else {
            // `{"` in base64.
            let variable = line.starts_with("{{") && line.ends_with("}}");
            if (line.starts_with("eyJ") || variable) && request.body.is_none() {
                request.body = Some(Body::Text(line.to_owned()));
            }
            continue;
        };
        // Up to an empty line, the headers of a response are not those of the request.
        if in_answer && !has_scheme(value) {
            continue;
        }
        let mut value = value.to_owned();
        // The value may begin on the next line, as browsers' tools copy it, or go on there.
        let begins = value.is_empty() || has_scheme(&value) || value.starts_with("-----BEGIN");
        let relevant = begins || value.len() > 60;
        let mut budget = MAX_DECODED;
        for _ in 0..MAX_LINES {
            let goes_on = |next: &&str| relevant && continues(next, &value, &mut budget);
            let Some(next) = lines.next_if(goes_on) else {
                break;
            };
            value.push('\n');
            value.push_str(next.trim());
        }
        request.header(name, &value);
    }
}

/// `POST /token/authenticate HTTP/1.1`, or with a whole address.
fn request_line(line: &str, request: &mut ParsedRequest) -> bool {
    let mut words = line.split_whitespace();
    let method = words.next().unwrap_or_default();
    let Some(target) = words.next().filter(|_| METHODS.contains(&method)) else {
        if line.starts_with("https://") || line.starts_with("http://") {
            request.url = Some(line.to_owned());
            return true;
        }
        return false;
    };
    let http = words.next().is_some_and(|word| word.starts_with("HTTP"));
    if !(http || target.contains('/')) {
        return false;
    }
    request.whole = true;
    request.method = Some(method.to_owned());
    request.url = Some(target.to_owned());
    true
}

/// Name and value of a line, or a value alone.
fn header(line: &str) -> Option<(&str, &str)> {
    if has_scheme(line) && !line.to_ascii_lowercase().starts_with("cacertificate:") {
        return Some(("", line));
    }
    let is_name = |name: &str| {
        // What is longer is base64 in front of its padding.
        !name.is_empty()
            && name.len() < 64
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    };
    // Pseudo-headers of HTTP/2 begin with a colon.
    let (colon, rest) = line
        .strip_prefix(':')
        .map_or(("", line), |rest| (":", rest));
    let found = [':', '=', '\t', ' '].iter().find_map(|separator| {
        let (name, value) = rest.split_once(*separator)?;
        let quoted = name.trim().ends_with(['"', '\'']);
        let name = name.trim().trim_matches(['"', '\'']);
        let sound = is_name(name) && (!matches!(separator, ' ') || has_scheme(value));
        sound.then(|| (name, unquoted(value.trim(), quoted)))
    });
    if let Some((name, value)) = found {
        let start = usize::from(!colon.is_empty());
        let name = if start == 0 {
            name
        } else {
            line.get(..name.len().saturating_add(start)).unwrap_or(name)
        };
        return Some((name, value));
    }
    line.eq_ignore_ascii_case("authorization")
        .then_some((line, ""))
}

/// A value without quotation marks, where its name has some too: they are no part of either.
fn unquoted(value: &str, quoted: bool) -> &str {
    if quoted {
        value.trim_matches(['"', '\''])
    } else {
        value
    }
}

/// Words on a line of their own above the body, which are base64 by their letters.
const TITLES: &[&str] = &["body", "data", "json", "payload"];

/// Whether a value ends where it should: with padding, or with the end of its certificate.
fn is_whole(value: &str) -> bool {
    let certificate = ["LS0t", "MII"]
        .iter()
        .find_map(|start| value.get(value.find(start)?..))
        .and_then(decode_base64_lenient);
    value.ends_with('=')
        || certificate.is_some_and(|bytes| {
            announced(&bytes) == Some(bytes.len()) || bytes.trim_ascii_end().ends_with(b"-----")
        })
}

/// How many letters may be decoded to tell words in short lines from the end of the value above them.
/// For each such line all of the value is decoded.
const MAX_DECODED: usize = 8 << 20;

/// Whether a line is the continuation of a value: base64, or a line of a PEM block. `budget` is how many
/// letters may still be decoded.
fn continues(line: &str, value: &str, budget: &mut usize) -> bool {
    let line = line.trim();
    if value.is_empty() {
        return has_scheme(line);
    }
    let pem = value.contains("-----BEGIN") && !value.contains("-----END");
    let is_base64 = line
        .chars()
        .all(|c| is_base64_char(c) || matches!(c, '=' | '-' | '_'));
    // Lines such as `-----` and `====` separate, unless the value's padding is alone on its line.
    let has_letters = line.contains(|c: char| c.is_ascii_alphanumeric());
    let holds = has_letters || matches!(line, "=" | "==");
    let is_short = line.len() < 20 && has_letters;
    if is_short {
        *budget = budget.saturating_sub(value.len());
    }
    let is_title = TITLES.iter().any(|title| line.eq_ignore_ascii_case(title))
        || (is_short && *budget > 0 && is_whole(value));
    (is_base64 && holds && !is_title) || (pem && !line.is_empty()) || line.starts_with("-----BEGIN")
}

/// What the lines mean together: the address of a raw message, and fields listed like headers.
fn resolve(request: &mut ParsedRequest) {
    let host = request
        .value_of("Host")
        .or_else(|| request.value_of(":authority"))
        .map(str::to_owned);
    if let Some(method) = request.value_of(":method").map(str::to_owned) {
        request.method = Some(method);
        request.whole = true;
    }
    if let Some(path) = request.value_of(":path").map(str::to_owned) {
        request.url = Some(path);
    }
    if let (Some(url), Some(host)) = (&mut request.url, &host)
        && url.starts_with('/')
    {
        *url = format!("https://{host}{url}");
    }
    if request.body.is_some() || request.whole {
        let announced = request.value_of("Content-Length");
        request.announced = announced.and_then(|bytes| bytes.parse().ok()).unwrap_or(0);
        return;
    }
    let place = request.headers.iter().position(|header| {
        let name = header.name.to_ascii_lowercase();
        name == CERTIFICATE && !header.value.is_empty()
    });
    if let Some(place) = place {
        request.remarks.push((Part::Paste, Finding::PasteFields));
        request.part_of_more = true;
        request.certificate = Some(request.headers.remove(place).value);
    }
    let (fields, headers): (Vec<_>, Vec<_>) = core::mem::take(&mut request.headers)
        .into_iter()
        .partition(|header| header.name.to_ascii_lowercase().starts_with("encod"));
    request.headers = headers;
    if !fields.is_empty() {
        let fields = fields.into_iter().map(|field| (field.name, field.value));
        request.body = Some(Body::Fields(fields.collect()));
    }
}
