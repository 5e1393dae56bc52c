//! The base64 of a PEM block's body (RFC 4648) to bytes. The decoder's running time does not depend
//! on the text, which may be a private key; only the places of white space and padding show in it.

use super::markup::Line;
use crate::asn1::ber;
use crate::encoding::{decode_base64, is_base64_byte};
use crate::error::{Error, Result};
use crate::escape::escape_controls;
use zeroize::Zeroizing;

/// Decodes the body of a block.
///
/// # Errors
/// [`Error::DamagedBase64`] names the line and the character that cannot be; [`Error::Base64Cut`]
/// says that the end is missing.
pub(super) fn body(label: &str, lines: &[Line]) -> Result<Zeroizing<Vec<u8>>> {
    let length = lines.iter().map(|line| line.text.len()).sum();
    let mut text = Zeroizing::new(String::with_capacity(length));
    let mut padded = false;
    // The first character of the other alphabet (RFC 4648, section 5).
    let mut other = None;
    for line in lines {
        for character in line.text.chars().filter(|character| *character != ' ') {
            let damaged = || Error::DamagedBase64 {
                label: label.to_owned(),
                line: line.number,
                found: escape_controls(&character.to_string()),
            };
            match character {
                '=' => padded = true,
                sign if !padded && u8::try_from(sign).is_ok_and(is_base64_byte) => {
                    if matches!(sign, '-' | '_') {
                        other.get_or_insert_with(damaged);
                    }
                    text.push(sign);
                }
                _ => return Err(damaged()),
            }
        }
    }
    let cut = || Error::Base64Cut {
        label: label.to_owned(),
    };
    decode_base64(&text).ok_or_else(|| other.unwrap_or_else(cut))
}

/// Decodes one object from the start of a body that has no end: its DER says how long it is.
/// Returns how many lines it takes too.
pub(super) fn object_at_start(lines: &[Line]) -> Option<(Zeroizing<Vec<u8>>, usize)> {
    let mut text = Zeroizing::new(String::new());
    let mut needed = None;
    for (count, line) in (1_usize..).zip(lines) {
        for byte in line.text.bytes().filter(|byte| *byte != b' ') {
            is_base64_byte(byte).then_some(())?;
            text.push(char::from(byte));
            if text.len() == 8 {
                let head = decode_base64(&text)?;
                // No certificate or key is shorter than a length in the long form tells.
                matches!(head.as_slice(), [0x30, 0x81..=0xFF, ..]).then_some(())?;
                needed = Some(letters(ber::announced(&head)?)?);
                text.reserve(needed?.min(MAX_RESERVED));
            }
            if Some(text.len()) == needed {
                return Some((decode_base64(&text)?, count));
            }
        }
    }
    None
}

/// The most letters that are reserved on the word of a header.
const MAX_RESERVED: usize = 65_536;

/// How many letters of base64 so many bytes take, without padding.
fn letters(bytes: usize) -> Option<usize> {
    Some(bytes.checked_mul(8)?.div_ceil(6))
}
