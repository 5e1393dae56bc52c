//! Hexadecimal and base64 (RFC 4648), and text that is not UTF-8, in one place.
//!
//! Two crates share the work: `base64` encodes what the page shows, `base64ct` decodes and encodes
//! what may be secret, in time that does not depend on the text.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use base64ct::{Base64, Base64Unpadded, Base64UrlUnpadded, Encoding};
use zeroize::Zeroizing;

/// Returns base64 in one line, with padding. For public bytes only.
#[must_use]
pub fn encode_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Returns base64 in one line, with padding, in constant time. The text is wiped when dropped.
#[must_use]
pub fn encode_base64_secret(bytes: &[u8]) -> Zeroizing<String> {
    Zeroizing::new(Base64::encode_string(bytes))
}

/// Decodes base64 in either alphabet (RFC 4648, sections 4 and 5), with padding or without it, in
/// constant time. White space and line ends are the caller's to remove.
///
/// `None` when a character belongs to neither alphabet, both alphabets are mixed, the length is
/// impossible, the bits after the last byte are not zero, or nothing is left.
#[must_use]
pub fn decode_base64(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let padded = text.len();
    let text = text.trim_end_matches('=');
    (padded.saturating_sub(text.len()) <= 2).then_some(())?;
    let decoded = if text.contains(['-', '_']) {
        Base64UrlUnpadded::decode_vec(text)
    } else {
        Base64Unpadded::decode_vec(text)
    };
    let decoded = decoded.map(Zeroizing::new).ok()?;
    (!decoded.is_empty()).then_some(decoded)
}

/// Decodes base64 without padding that others wrote: unlike [`decode_base64`], it does not want the
/// bits zero that a last group has over. `None` for another character or an impossible length.
#[must_use]
pub fn decode_base64_bits(signs: &str) -> Option<Vec<u8>> {
    let length = signs.len().checked_mul(3)? / 4;
    // They stay over when zeros follow.
    let missing = match signs.len() % 4 {
        0 => "",
        2 => "AA",
        3 => "A",
        _ => return None,
    };
    let mut bytes = Base64Unpadded::decode_vec(&[signs, missing].concat()).ok()?;
    bytes.truncate(length);
    Some(bytes)
}

/// Whether a byte may stand in base64 of either alphabet, padding included.
#[must_use]
pub fn is_base64_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_')
}

/// Decodes hexadecimal digits without separators, of either case. `None` for any other character,
/// an odd number of digits, or an empty text.
#[must_use]
pub fn decode_hex(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    (rest.is_empty() && !pairs.is_empty()).then_some(())?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(pairs.len()));
    for [high, low] in pairs {
        bytes.push(hex_pair(*high, *low)?);
    }
    Some(bytes)
}

/// Returns the byte that two hexadecimal digits stand for.
pub(crate) fn hex_pair(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let value = digit(high)?.wrapping_shl(4) | digit(low)?;
    u8::try_from(value).ok()
}

/// Decodes UTF-16 whose units `unit` makes of two bytes. Half a pair becomes U+FFFD; an odd byte at
/// the end is left out. The text is wiped when dropped, and is allocated once.
pub(crate) fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Zeroizing<String> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let mut text = Zeroizing::new(String::with_capacity(bytes.len().saturating_mul(2)));
    for character in char::decode_utf16(pairs.iter().copied().map(unit)) {
        text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    text
}

/// Decodes ISO 8859-1, one byte a character. The text is wiped when dropped, and is allocated once.
pub(crate) fn decode_latin1(bytes: &[u8]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(bytes.len().saturating_mul(2)));
    text.extend(bytes.iter().copied().map(char::from));
    text
}

/// Returns `ab01…`.
#[must_use]
pub fn hex_lower(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns `AB:01:…`, as browsers and OpenSSL show fingerprints.
#[must_use]
pub fn hex_colons(bytes: &[u8]) -> String {
    let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    pairs.join(":")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base64(text: &str) -> Option<Vec<u8>> {
        decode_base64(text).map(|bytes| bytes.to_vec())
    }

    /// RFC 4648, section 10, and the bytes whose letters differ between the alphabets.
    #[test]
    fn base64_of_either_alphabet_with_and_without_padding() {
        for text in ["Zm9vYg==", "Zm9vYg=", "Zm9vYg"] {
            assert_eq!(base64(text), Some(b"foob".to_vec()));
        }
        for text in ["+/8=", "-_8=", "-_8"] {
            assert_eq!(base64(text), Some(vec![0xFB, 0xFF]));
        }
        for text in [
            "",
            "=",
            "Z",
            "Zm9vYh",
            "Zm9v Yg",
            "Zm9vYg===",
            "+_8=",
            "Zm9v!A",
        ] {
            assert_eq!(base64(text), None, "{text}");
        }
        assert_eq!(encode_base64(b"foob"), "Zm9vYg==");
        assert_eq!(*encode_base64_secret(b"foob"), "Zm9vYg==");
    }

    /// Of RFC 4648, section 3.5: `Zh` has bits over that are not zero.
    #[test]
    fn bits_that_are_over_are_dropped() {
        for (text, bytes) in [
            ("Zg", "f"),
            ("Zh", "f"),
            ("Zm9", "fo"),
            ("Zm9v", "foo"),
            ("", ""),
        ] {
            assert_eq!(decode_base64_bits(text), Some(bytes.into()), "{text}");
        }
        for text in ["Z", "Zm9vY", "Zg==", "Z-"] {
            assert_eq!(decode_base64_bits(text), None, "{text}");
        }
    }

    #[test]
    fn hexadecimal_of_either_case() {
        assert_eq!(
            decode_hex("00fFa9").map(|b| b.to_vec()),
            Some(vec![0, 0xFF, 0xA9])
        );
        for text in ["", "0", "0g", "000", "00 1", "é"] {
            assert_eq!(decode_hex(text), None, "{text}");
        }
        assert_eq!(hex_lower(&[0, 0xA9]), "00a9");
        assert_eq!(hex_colons(&[0, 0xA9]), "00:A9");
    }
}
