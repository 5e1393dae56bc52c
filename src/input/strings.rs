//! Strings of bytes in text, whatever they are: a signature, for one, has no structure by which it
//! could be known.

use super::markup;
use super::numbers::byte_list;
use super::pem::{self, Piece};
use super::{base64, clean, decode, dump, values};
use crate::json;
use zeroize::Zeroizing;

/// How many layers are taken off, one below the other.
const MAX_DEPTH: usize = 4;

/// The longest text that is searched, in bytes.
const MAX_TEXT: usize = 1 << 20;

/// How many strings are returned at most.
const MAX_STRINGS: usize = 64;

/// The fewest numbers in a row that are taken for bytes.
const MIN_NUMBERS: usize = 32;

/// Returns the bytes of every value in `text`: base64 of either alphabet, hexadecimal, dumps, PEM
/// blocks, lists of numbers, in JSON or any of the encodings that [`super::read_text`] knows.
#[must_use]
pub fn byte_strings(text: &str) -> Vec<Zeroizing<Vec<u8>>> {
    let mut strings = Vec::new();
    if text.len() <= MAX_TEXT {
        collect(text, MAX_DEPTH, &mut strings);
        strings.truncate(MAX_STRINGS);
    }
    strings
}

/// Returns those of a file: of its text in UTF-8 or UTF-16, or else its own bytes.
#[must_use]
pub fn byte_strings_of_file(bytes: &[u8]) -> Vec<Zeroizing<Vec<u8>>> {
    match clean::decode_text(bytes) {
        Some(text) => byte_strings(&text),
        None => vec![bytes.to_vec().into()],
    }
}

fn collect(text: &str, depth: usize, strings: &mut Vec<Zeroizing<Vec<u8>>>) {
    let Some(depth) = depth.checked_sub(1).filter(|_| strings.len() < MAX_STRINGS) else {
        return;
    };
    if text.trim_start().starts_with(['{', '[', '"'])
        && let Ok(reading) = json::read(text)
        && reading.end == text.len()
    {
        return in_json(&reading.value, depth, strings);
    }
    let dumped = dump::lines(text);
    if !dumped.is_empty() {
        return strings.extend(dumped);
    }
    let text = clean::clean(text);
    if let Some(plain) = decode::peel(&text) {
        return collect(&plain, depth, strings);
    }
    let numbers = numbers(&text);
    let found = numbers.map_or_else(|| dump::bytes(&text), |bytes| vec![bytes]);
    if !found.is_empty() {
        return strings.extend(found);
    }
    // `openssl dgst -hex -c` writes its algorithm in front.
    if let Some((_, value)) = text.rsplit_once("= ") {
        strings.extend(dump::bytes(value));
    }
    for piece in pem::pieces(&text) {
        match piece {
            Piece::Block(block) => {
                let lines = markup::lines(block.body, block.prefix);
                strings.extend(base64::body(&block.label, &lines.content).ok());
            }
            Piece::Text(text) | Piece::Headless { text, .. } => {
                for value in values::values(text) {
                    add(value.decode(), depth, strings);
                    if value.is_list() {
                        value
                            .split()
                            .for_each(|line| add(line.decode(), depth, strings));
                    }
                }
            }
        }
    }
}

/// Adds bytes, and what they hold when they are text again.
fn add(bytes: Option<Zeroizing<Vec<u8>>>, depth: usize, strings: &mut Vec<Zeroizing<Vec<u8>>>) {
    let Some(bytes) = bytes else { return };
    if let Some(text) = clean::decode_text(&bytes) {
        collect(&text, depth, strings);
    }
    strings.push(bytes);
}

fn in_json(value: &json::Value, depth: usize, strings: &mut Vec<Zeroizing<Vec<u8>>>) {
    match value {
        json::Value::Text(text) => collect(text, depth, strings),
        json::Value::Object(members) => {
            members
                .iter()
                .for_each(|(_, value)| in_json(value, depth, strings));
        }
        json::Value::List(values) => match byte_list(values, MIN_NUMBERS) {
            Some(bytes) => strings.push(bytes),
            None => values
                .iter()
                .for_each(|value| in_json(value, depth, strings)),
        },
        _ => {}
    }
}

/// The bytes of text that is decimal numbers and nothing else, as PowerShell prints a byte array.
fn numbers(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let words = text.split([' ', '\n', ',', ';', '[', ']', '{', '}', '(', ')']);
    let mut bytes = Zeroizing::new(Vec::new());
    let mut is_decimal = false;
    for word in words.filter(|word| !word.is_empty()) {
        // `30 82 03` are two digits each in hexadecimal; decimal numbers have one or three too.
        is_decimal |= word.len() != 2;
        bytes.push(word.parse().ok()?);
    }
    (is_decimal && bytes.len() >= MIN_NUMBERS).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_numbers_are_bytes() {
        let pairs = [7, 200].repeat(16);
        for (text, expected) in [
            // As JavaScript and PowerShell print bytes.
            (
                format!("{{\"data\":[{}7,200]}}", "7,200,".repeat(15)),
                Some(pairs.clone()),
            ),
            ("7\r\n200\r\n".repeat(16), Some(pairs)),
            // Two digits each are hexadecimal.
            ("10 ".repeat(32), Some(vec![0x10; 32])),
            ("{\"data\":[7,200]}".to_owned(), None),
            ("7 200".to_owned(), None),
        ] {
            let found = byte_strings(&text).pop().map(|bytes| bytes.to_vec());
            assert_eq!(found, expected, "{text}");
        }
    }
}
