//! The JSON body and its fields.

use super::header::distance;
use super::json::{self, Field, Flaw, Object};
use super::message;
use super::pieces::{Body, Pieces};
use super::seen::{Seen, excerpt};
use super::value::{self, Inner, Place};
use super::{Part, Review};
use base64ct::{Base64, Encoding};

/// The fields of a v2 body, in the published order.
const FORMAT: &str = "encodedDataFormat";
const DATA: &str = "encodedData";
const SIGNED: &str = "encodedSignedData";

/// What a body says, as far as it can be read.
#[derive(Debug, Default)]
pub(super) struct Signed {
    /// The value of `encodedData`.
    pub(super) data_text: String,
    /// The bytes of `encodedData`.
    pub(super) data: Option<Vec<u8>>,
    /// The bytes of `encodedSignedData`.
    pub(super) signature: Option<Vec<u8>>,
    /// Whether it is meant as v2.
    pub(super) v2: bool,
}

/// Judges the body; gives what is signed in it.
pub(super) fn judge(pieces: &Pieces, review: &mut Review) -> Option<Signed> {
    let fields = match &pieces.body {
        None if pieces.whole => {
            review.add(Part::Body, &Seen::BodyMissing);
            return None;
        }
        None => {
            review.add(Part::Paste, &Seen::PasteHeaderOnly);
            return None;
        }
        Some(Body::File(name)) => {
            let found = name.clone();
            review.add(Part::Body, &Seen::BodyFile { found });
            return None;
        }
        Some(Body::Text(text)) if value::is_variable(text) => {
            let found = excerpt(text);
            review.add(Part::Body, &Seen::BodyPlaceholder { found });
            return None;
        }
        Some(Body::Fields(fields)) => fields
            .iter()
            .map(|(name, value)| (name.clone(), Field::Text(value.clone())))
            .collect(),
        Some(Body::Text(body)) => read_text(body, review),
    };
    Some(read_fields(fields, review))
}

/// The fields of a body's text.
fn read_text(text: &str, review: &mut Review) -> Vec<(String, Field)> {
    let mut say = |seen: Seen| review.add(Part::Body, &seen);
    let mut text = text.trim().to_owned();
    if let Some(rest) = text.strip_prefix('\u{FEFF}') {
        say(Seen::BodyByteOrderMark);
        text = rest.to_owned();
    }
    if text.starts_with("\"{") || text.starts_with("\"[") {
        say(Seen::BodyTextOfJson);
        let inner = json::read(&format!("[{text}]"));
        text = inner.first_text().unwrap_or_default().to_owned();
    }
    if text.starts_with(['{', '[']) {
        if text.contains("\\\"enc") {
            say(Seen::BodyEscaped);
            text = text.replace("\\\"", "\"");
        }
        let object = json::read(&text);
        say_flaws(&object, review);
        return object.fields;
    }
    if let Some(inner) = value::quietly(&text).and_then(|bytes| String::from_utf8(bytes).ok())
        && inner.trim_start().starts_with('{')
    {
        say(Seen::BodyBase64);
        return json::read(&inner).fields;
    }
    if text.contains('=') {
        say(Seen::BodyForm);
        return form(&text);
    }
    let found = text.chars().next().map(String::from).unwrap_or_default();
    say(Seen::BodyNotJson {
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

fn say_flaws(object: &Object, review: &mut Review) {
    for flaw in &object.flaws {
        let seen = match flaw {
            Flaw::Comment => Seen::BodyComment,
            Flaw::Cut => Seen::BodyCut,
            Flaw::Nested => Seen::BodyNested,
            // One cause is enough: where a mark is wrong, other signs follow.
            Flaw::Other(_) if object.flaws.len() > 1 => continue,
            Flaw::Other(sign) => Seen::BodyNotJson {
                found: excerpt(&sign.to_string()),
            },
            Flaw::Python => Seen::BodyPython,
            Flaw::SingleQuotes => Seen::BodySingleQuotes,
            Flaw::SmartQuotes => Seen::BodySmartQuotes,
            Flaw::TrailingComma => Seen::BodyTrailingComma,
            Flaw::Unquoted => Seen::BodyUnquoted,
        };
        review.add(Part::Body, &seen);
    }
    // A line break inside a string is none of JSON's; it is named with the value.
    let broken = object
        .fields
        .iter()
        .any(|(_, value)| matches!(value, Field::Text(text) if text.contains('\n')));
    if object.flaws.is_empty() && !broken {
        review.add(Part::Body, &Seen::BodyRight);
    }
}

fn read_fields(fields: Vec<(String, Field)>, review: &mut Review) -> Signed {
    let mut values: [Option<String>; 3] = [None, None, None];
    for (name, value) in fields {
        let Some(known) = known(&name) else {
            if matches!(value, Field::Text(_)) {
                let found = excerpt(&name);
                review.add(Part::Body, &Seen::BodyFieldExtra { found });
            }
            continue;
        };
        if name != known {
            let (found, field) = (excerpt(&name), known.to_owned());
            review.add(Part::Body, &Seen::BodyFieldName { found, field });
        }
        let index = [FORMAT, DATA, SIGNED]
            .iter()
            .position(|field| *field == known);
        let Some(slot) = index.and_then(|index| values.get_mut(index)) else {
            continue;
        };
        let field = known.to_owned();
        match value {
            Field::Other => review.add(Part::Body, &Seen::BodyFieldNotText { field }),
            Field::Text(_) if slot.is_some() => {
                review.add(Part::Body, &Seen::BodyFieldTwice { field });
            }
            Field::Text(text) => *slot = Some(text),
        }
    }
    let [format, data, signature] = values;
    let mut signed = Signed {
        data_text: data.clone().unwrap_or_default(),
        data: read_value(data, DATA, Part::Message, review),
        signature: read_value(signature, SIGNED, Part::Signature, review),
        v2: format.is_some(),
    };
    swap(&mut signed, review);
    judge_format(format, &mut signed, review);
    signed
}

/// The bytes of a field, out of whatever layers they are in.
fn read_value(
    text: Option<String>,
    field: &'static str,
    part: Part,
    review: &mut Review,
) -> Option<Vec<u8>> {
    let Some(text) = text else {
        let told = review.verdicts.iter().any(|verdict| {
            verdict.code == "review-body-field-not-text"
                && verdict.params.get("field") == Some(&field.into())
        });
        if !told {
            let field = field.to_owned();
            review.add(Part::Body, &Seen::BodyFieldMissing { field });
        }
        return None;
    };
    let bytes = value::read(&text, Place { part, field }, review)?;
    let field = field.to_owned();
    match value::inner(&bytes) {
        Some(Inner::Base64(bytes)) if bytes.len() >= 64 => {
            review.add(part, &Seen::ValueDouble { field });
            Some(bytes)
        }
        Some(Inner::Hex(bytes)) => {
            review.add(part, &Seen::ValueHexInside { field });
            Some(bytes)
        }
        _ => Some(bytes),
    }
}

/// Puts right what stands in the other's place: a message is 100 bytes long, no signature is.
fn swap(signed: &mut Signed, review: &mut Review) {
    let length = |bytes: &Option<Vec<u8>>| bytes.as_ref().map_or(0, Vec::len);
    let swapped = length(&signed.signature) == crate::message::LENGTH
        && matches!(length(&signed.data), 128 | 256 | 384 | 512 | 1024);
    if swapped {
        review.add(Part::Body, &Seen::BodySwapped);
        core::mem::swap(&mut signed.data, &mut signed.signature);
        signed.data_text = signed
            .data
            .as_ref()
            .map(|bytes| Base64::encode_string(bytes))
            .unwrap_or_default();
    }
}

fn judge_format(format: Option<String>, signed: &mut Signed, review: &mut Review) {
    let seen = match format.as_deref() {
        Some("v2") => Seen::BodyFormatRight,
        Some(other) => Seen::BodyFormatValue {
            found: excerpt(other),
        },
        None if signed.data.as_deref().is_some_and(message::is_made_for_v2) => {
            signed.v2 = true;
            Seen::BodyFormatMissing
        }
        None if signed.data.is_some() || signed.signature.is_some() => Seen::BodyFormatV1,
        None => return,
    };
    review.add(Part::Body, &seen);
}

/// The field that a name means.
fn known(name: &str) -> Option<&'static str> {
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let plain = plain.as_str();
    let found = match plain {
        "encodeddataformat" | "dataformat" | "format" => FORMAT,
        "encodeddata" | "encodedstring" | "encodedmessage" | "data" => DATA,
        "encodedsigneddata" | "encodedsignature" | "encodedsigned" | "signeddata" | "signature" => {
            SIGNED
        }
        _ => {
            let names = [
                (FORMAT, "encodeddataformat"),
                (DATA, "encodeddata"),
                (SIGNED, "encodedsigneddata"),
            ];
            let near = names
                .iter()
                .map(|(field, name)| (distance(plain, name), *field))
                .min()?;
            return (near.0 <= 2).then_some(near.1);
        }
    };
    Some(found)
}
