//! Base64 (RFC 4648, section 4) to bytes. The decoder's running time does not depend on the text,
//! which may be a private key; only the places of white space and padding do show in it.

use super::markup::Lines;
use crate::error::{Error, Result};
use crate::escape::escape_controls;
use base64ct::{Base64Unpadded, Encoding};
use zeroize::Zeroizing;

/// The shortest text without PEM lines that is taken for base64 at all.
const MIN_BARE: usize = 64;

/// The bytes of a block's body.
///
/// # Errors
/// [`Error::DamagedBase64`] names the line and the character that cannot be; [`Error::Base64Cut`]
/// says that the end is missing.
pub(super) fn body(label: &str, lines: &Lines) -> Result<Zeroizing<Vec<u8>>> {
    let length = lines.content.iter().map(|(_, line)| line.len()).sum();
    let mut text = Zeroizing::new(Vec::with_capacity(length));
    let mut padded = false;
    for (number, line) in &lines.content {
        for character in line.chars().filter(|character| *character != ' ') {
            let sign = u8::try_from(character).ok().filter(|byte| is_sign(*byte));
            match sign {
                Some(b'=') => padded = true,
                Some(sign) if !padded => text.push(sign),
                _ => {
                    return Err(Error::DamagedBase64 {
                        label: label.to_owned(),
                        line: *number,
                        found: escape_controls(&character.to_string()),
                    });
                }
            }
        }
    }
    decode(&text).ok_or_else(|| Error::Base64Cut {
        label: label.to_owned(),
    })
}

/// The bytes of text that is base64 and nothing else, or `None`.
pub(super) fn bare(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut signs = Zeroizing::new(Vec::with_capacity(text.len()));
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        if !is_sign(byte) {
            return None;
        }
        signs.push(byte);
    }
    let padding = signs.iter().rev().take_while(|byte| **byte == b'=').count();
    let length = signs.len().checked_sub(padding)?;
    if padding > 2 || length < MIN_BARE {
        return None;
    }
    signs.truncate(length);
    decode(&signs)
}

/// Whether a byte may stand in base64 text. A range comparison for each class without a table.
fn is_sign(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

fn decode(signs: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let text = core::str::from_utf8(signs).ok()?;
    Base64Unpadded::decode_vec(text)
        .ok()
        .filter(|bytes| !bytes.is_empty())
        .map(Zeroizing::new)
}
