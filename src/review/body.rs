//! The JSON body and its fields.

use super::evidence::Evidence;
use super::finding::{Finding, Part};
use super::message;
use super::parsed::{Body, ParsedRequest};
use super::signature::is_signature_length;
use super::signed::Signed;
use super::text::{distance, excerpt, name as shown};
use super::value::{self, Inner, Place};
use crate::anaplan::{DATA, FORMAT, SIGNED_DATA as SIGNED};
use crate::certificate::Certificate;
use crate::encoding::encode_base64;
use crate::hash::Hash;
use crate::json::{self, Departure, Reading, Value};
use crate::message::LENGTH;
use crate::public_key::PublicKey;

/// The fields.
const NAMES: [&str; 3] = [FORMAT, DATA, SIGNED];
/// Where the message is.
const DATA_PLACE: Place = Place {
    part: Part::Message,
    field: DATA,
};
/// Where the signature is.
const SIGNED_PLACE: Place = Place {
    part: Part::Signature,
    field: SIGNED,
};

/// How the text begins that JavaScript makes of an object.
pub(super) const OBJECT: &str = "[object ";

/// The value of a field.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Field {
    /// A string.
    Text(String),
    /// `null`.
    Null,
    /// Bytes as a list of numbers, or as Node.js writes a `Buffer`.
    Bytes,
    /// Anything else.
    Other,
}

impl Field {
    fn of(value: &Value) -> Self {
        match value {
            Value::Text(text) => Self::Text(text.to_string()),
            Value::Null => Self::Null,
            value if are_bytes(value) => Self::Bytes,
            _ => Self::Other,
        }
    }

    fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Null | Self::Bytes | Self::Other => None,
        }
    }
}

/// Whether a value is a list of numbers, or the object that Node.js makes of a `Buffer`.
fn are_bytes(value: &Value) -> bool {
    match value {
        Value::List(values) => {
            !values.is_empty() && values.iter().all(|one| matches!(one, Value::Number(_)))
        }
        Value::Object(_) => {
            value.get("type").and_then(Value::text) == Some("Buffer")
                && value.get("data").is_some_and(are_bytes)
        }
        _ => false,
    }
}

/// Judges the body; gives what is signed in it. The key of the first of `certificates` tells how long
/// the signature should be.
pub(super) fn judge(
    request: &ParsedRequest,
    certificates: &[Certificate],
    evidence: &mut Evidence,
) -> Option<Signed> {
    let fields = match &request.body {
        body if request.whole && body.as_ref().is_none_or(Body::is_empty) => {
            let finding = match request.announced {
                0 => Finding::BodyMissing,
                bytes => Finding::BodyNotPasted { bytes },
            };
            evidence.add(Part::Body, &finding);
            return None;
        }
        None => {
            evidence.add(Part::Paste, &Finding::PasteHeaderOnly);
            return None;
        }
        Some(Body::File(name)) => {
            let found = excerpt(name);
            evidence.add(Part::Body, &Finding::BodyFile { found });
            return None;
        }
        Some(Body::Text(text)) if text.trim_start().starts_with(OBJECT) => {
            let found = excerpt(text);
            evidence.add(Part::Body, &Finding::BodyObject { found });
            return None;
        }
        Some(Body::Text(text)) if value::is_variable(text) => {
            evidence.placeholders.push(excerpt(text));
            return None;
        }
        Some(Body::Text(text)) => read_text(&with_quoted_variables(text), evidence),
        Some(Body::Fields(fields)) => fields
            .iter()
            .map(|(name, value)| (name.clone(), Field::Text(value.clone())))
            .collect(),
    };
    if request.is_form {
        evidence.add(Part::Body, &Finding::BodyForm);
    }
    let key = certificates.first().and_then(|one| one.public_key().ok());
    let length = key.map(PublicKey::bytes);
    let in_text = matches!(request.body, Some(Body::Text(_)));
    let signed = read_fields(fields, in_text, length, request.part_of_more, evidence);
    Some(signed)
}

/// The fields of a body's text.
fn read_text(text: &str, evidence: &mut Evidence) -> Vec<(String, Field)> {
    let mut say = |finding: Finding| evidence.add(Part::Body, &finding);
    let mut text = text.trim().to_owned();
    if let Some(rest) = text.strip_prefix('\u{FEFF}') {
        say(Finding::BodyByteOrderMark);
        text = rest.to_owned();
    }
    if text.starts_with("\"{") || text.starts_with("\"[") {
        say(Finding::BodyTextOfJson);
        let inner = json::salvage(&text).value;
        text = inner.text().unwrap_or_default().to_owned();
    }
    if text.starts_with(['{', '[']) {
        if text.contains("\\\"enc") {
            say(Finding::BodyEscaped);
            text = text.replace("\\\"", "\"");
        }
        let reading = json::salvage(&text);
        let fields = fields(&reading.value);
        report_departures(&reading, &fields, evidence);
        return fields;
    }
    if let Some(inner) =
        value::decode_base64_lenient(&text).and_then(|bytes| String::from_utf8(bytes).ok())
        && inner.trim_start().starts_with('{')
    {
        say(Finding::BodyBase64);
        return fields(&json::salvage(&inner).value);
    }
    if text.contains('=') {
        say(Finding::BodyForm);
        return form(&text);
    }
    let found = text.chars().next().map(String::from).unwrap_or_default();
    say(Finding::BodyNotJson {
        found: excerpt(&found),
    });
    Vec::new()
}

/// The fields of a form (WHATWG URL, application/x-www-form-urlencoded).
fn form(text: &str) -> Vec<(String, Field)> {
    text.split('&')
        .take(64)
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.trim().to_owned(), Field::Text(value.to_owned())))
        .collect()
}

/// The most fields that are read.
const MAX_FIELDS: usize = 256;

/// Returns the members of an object and of everything inside of it, inner ones first.
fn fields(value: &Value) -> Vec<(String, Field)> {
    let mut fields = Vec::new();
    collect(value, &mut fields);
    fields
}

fn collect(value: &Value, fields: &mut Vec<(String, Field)>) {
    match value {
        value if are_bytes(value) => {}
        Value::List(values) => values.iter().for_each(|value| collect(value, fields)),
        Value::Object(members) => {
            for (name, value) in members {
                collect(value, fields);
                if fields.len() < MAX_FIELDS {
                    fields.push((name.clone(), Field::of(value)));
                }
            }
        }
        _ => {}
    }
}

/// Whether the fields are inside a list or inside another object.
fn is_nested(value: &Value) -> bool {
    match value {
        Value::List(_) => true,
        Value::Object(members) => members
            .iter()
            .any(|(_, value)| matches!(value, Value::Object(_)) && !are_bytes(value)),
        _ => false,
    }
}

fn report_departures(reading: &Reading, fields: &[(String, Field)], evidence: &mut Evidence) {
    let mut findings: Vec<Finding> = Vec::new();
    let mut report = |applies: bool, finding: Finding| {
        if applies {
            findings.push(finding);
        }
    };
    let has = |departure| reading.has(departure);
    report(has(Departure::Comment), Finding::BodyComment);
    report(has(Departure::Cut), Finding::BodyCut);
    report(is_nested(&reading.value), Finding::BodyNested);
    report(
        has(Departure::Word) || has(Departure::Prefix),
        Finding::BodyPython,
    );
    report(has(Departure::SingleQuotes), Finding::BodySingleQuotes);
    report(has(Departure::TypographicQuotes), Finding::BodySmartQuotes);
    report(has(Departure::TrailingComma), Finding::BodyTrailingComma);
    report(
        has(Departure::BareName) || has(Departure::BareValue),
        Finding::BodyUnquoted,
    );
    // One cause is enough: where a quote is wrong, unexpected characters follow.
    if findings.is_empty()
        && let Some(found) = reading.unexpected
    {
        let found = excerpt(&found.to_string());
        findings.push(Finding::BodyNotJson { found });
    }
    // A line break inside a string is no JSON either; it is reported with the value.
    let broken = fields
        .iter()
        .any(|(_, value)| matches!(value, Field::Text(text) if text.contains('\n')));
    if findings.is_empty() && !broken {
        findings.push(Finding::BodyRight);
    }
    for finding in findings {
        evidence.add(Part::Body, &finding);
    }
}

/// A body with quotes around the variables of Postman that have none.
fn with_quoted_variables(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once("{{") {
        let Some((name, behind)) = inside.split_once("}}").filter(|(name, _)| name.len() < 64)
        else {
            break;
        };
        out.push_str(before);
        let bare = before.trim_end().ends_with([':', ',']);
        let quote = if bare { "\"" } else { "" };
        out.extend([quote, "{{", name, "}}", quote]);
        rest = behind;
    }
    out.push_str(rest);
    out
}

fn read_fields(
    fields: Vec<(String, Field)>,
    in_text: bool,
    length: Option<usize>,
    part_of_more: bool,
    evidence: &mut Evidence,
) -> Signed {
    let [format, data, signature] = values(fields, in_text, evidence);
    let is_message = |bytes: &[u8]| bytes.len() == LENGTH;
    let is_signature = |bytes: &[u8]| {
        length == Some(bytes.len())
            || is_signature_length(bytes.len())
            || Hash::of_length(bytes.len()).next().is_some()
    };
    let mut signed = Signed {
        data_text: data.clone().and_then(Field::into_text).unwrap_or_default(),
        data: read_value(data, DATA_PLACE, &is_message, evidence),
        signature: read_value(signature, SIGNED_PLACE, &is_signature, evidence),
        v2: matches!(format, Some(Field::Text(_))),
    };
    swap(&mut signed, evidence);
    judge_format(format, part_of_more, &mut signed, evidence);
    signed
}

/// The value of each of [`NAMES`]: the first that is text, or failing that the first.
fn values(
    fields: Vec<(String, Field)>,
    in_text: bool,
    evidence: &mut Evidence,
) -> [Option<Field>; 3] {
    let mut values = [None, None, None];
    for (name, value) in fields {
        let known = known(&name);
        let place = known.and_then(|at| NAMES.get(at).zip(values.get_mut(at)));
        let Some((known, slot)) = place else {
            if matches!(value, Field::Text(_)) {
                let found = shown(&name);
                evidence.add(Part::Body, &Finding::BodyFieldExtra { found });
            }
            continue;
        };
        if let Some(finding) = other_name(&name, known) {
            evidence.add(Part::Body, &finding);
        }
        if let Some(finding) = unexpected(&value, slot.as_ref(), in_text, known) {
            evidence.add(Part::Body, &finding);
            slot.get_or_insert(value);
        } else {
            *slot = Some(value);
        }
    }
    values
}

/// What is wrong with the name of the field `known`.
fn other_name(name: &str, known: &str) -> Option<Finding> {
    let field = known.to_owned();
    if name == known {
        None
    } else if name.trim() == known {
        Some(Finding::BodyFieldBlank { field })
    } else {
        let found = shown(name);
        Some(Finding::BodyFieldName { found, field })
    }
}

/// What is wrong with a value of the field `known`, of which `held` is there already.
fn unexpected(value: &Field, held: Option<&Field>, in_text: bool, known: &str) -> Option<Finding> {
    let field = known.to_owned();
    let finding = match (value, held) {
        // A program may make several calls, each with a body of its own.
        (Field::Text(new), Some(Field::Text(held))) if new == held || !in_text => {
            Finding::BodyFieldTwice { field }
        }
        (Field::Text(_), Some(Field::Text(_))) => Finding::BodyFieldConflict { field },
        (Field::Text(_), _) => return None,
        (Field::Null, _) => Finding::BodyFieldNull { field },
        (Field::Bytes, _) => Finding::BodyFieldBytes { field },
        (Field::Other, _) => Finding::BodyFieldNotText { field },
    };
    Some(finding)
}

/// The bytes of a field, out of whatever layers they are in.
fn read_value(
    value: Option<Field>,
    place: Place,
    fits: &dyn Fn(&[u8]) -> bool,
    evidence: &mut Evidence,
) -> Option<Vec<u8>> {
    let Place { part, field } = place;
    let text = match value {
        Some(Field::Text(text)) => text,
        // Reported already.
        Some(Field::Null | Field::Bytes | Field::Other) => return None,
        None => {
            let field = field.to_owned();
            evidence.add(Part::Body, &Finding::BodyFieldMissing { field });
            return None;
        }
    };
    let bytes = value::read(&text, place, fits, evidence)?;
    let field_name = field;
    let field = field.to_owned();
    match value::inner(&bytes) {
        Some(Inner::Base64(inner)) if is_double(&bytes, &inner, field_name) => {
            evidence.add(part, &Finding::ValueDouble { field });
            Some(inner)
        }
        Some(Inner::Hex(bytes)) => {
            evidence.add(part, &Finding::ValueHexInside { field });
            Some(bytes)
        }
        _ => Some(bytes),
    }
}

/// Whether base64 inside of base64 is a value that was encoded twice. A message of v1 may be random
/// letters, which are base64 by chance.
fn is_double(text: &[u8], inner: &[u8], field: &str) -> bool {
    const MIN: usize = 64;
    let letters = text.iter().all(u8::is_ascii_alphanumeric);
    inner.len() >= MIN && (field != DATA || !letters || message::is_made_for_v2(inner))
}

/// Swaps message and signature back: a message has 100 bytes, no signature has.
fn swap(signed: &mut Signed, evidence: &mut Evidence) {
    let length = |bytes: &Option<Vec<u8>>| bytes.as_ref().map_or(0, Vec::len);
    let swapped = length(&signed.signature) == LENGTH && is_signature_length(length(&signed.data));
    if swapped {
        evidence.add(Part::Body, &Finding::BodySwapped);
        core::mem::swap(&mut signed.data, &mut signed.signature);
        signed.data_text = signed
            .data
            .as_ref()
            .map(|bytes| encode_base64(bytes))
            .unwrap_or_default();
    }
}

fn judge_format(
    format: Option<Field>,
    part_of_more: bool,
    signed: &mut Signed,
    evidence: &mut Evidence,
) {
    let made_for_v2 = || signed.data.as_deref().is_some_and(message::is_made_for_v2);
    let format = match format {
        None => None,
        Some(Field::Text(text)) => Some(text),
        // Reported already.
        Some(Field::Null | Field::Bytes | Field::Other) => {
            signed.v2 = made_for_v2();
            return;
        }
    };
    let finding = match format.as_deref() {
        Some("v2") => Finding::BodyFormatRight,
        Some(other) if other.trim() == "v2" => Finding::BodyFormatBlank,
        Some(other) if value::is_variable(other) => {
            evidence.placeholders.push(excerpt(other));
            return;
        }
        Some(other) => Finding::BodyFormatValue {
            found: excerpt(other),
        },
        None if made_for_v2() => {
            signed.v2 = true;
            if part_of_more {
                return;
            }
            Finding::BodyFormatMissing
        }
        None if signed.data.is_some() || signed.signature.is_some() => Finding::BodyFormatV1,
        None => return,
    };
    evidence.add(Part::Body, &finding);
}

/// Returns the place in [`NAMES`] of the field that a name means.
fn known(name: &str) -> Option<usize> {
    const PLAIN: [&str; 3] = ["encodeddataformat", "encodeddata", "encodedsigneddata"];
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    match plain.as_str() {
        "dataformat" | "format" => Some(0),
        "encodedstring" | "encodedmessage" | "data" => Some(1),
        "encodedsignature" | "encodedsigned" | "signeddata" | "signature" => Some(2),
        _ => PLAIN.iter().position(|own| distance(&plain, own) <= 2),
    }
}
