//! Encodes DER (ITU-T X.690, section 10), one element at a time.
//!
//! Every element is returned in memory that is wiped on drop, because some of them hold private
//! keys, and is allocated once, so that growing leaves no copies behind.

use der::asn1::ObjectIdentifier;
use zeroize::Zeroizing;

/// One encoded element.
pub(crate) type Element = Zeroizing<Vec<u8>>;

/// Encodes an element with these identifier octets and the concatenated `parts` as its content.
pub(crate) fn element(tag: &[u8], parts: &[&[u8]]) -> Element {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let header = tag.len().saturating_add(MAX_LENGTH);
    let mut out = Zeroizing::new(Vec::with_capacity(length.saturating_add(header)));
    out.extend_from_slice(tag);
    push_length(&mut out, length);
    for part in parts {
        out.extend_from_slice(part);
    }
    out
}

/// Encodes a SEQUENCE or SEQUENCE OF.
pub(crate) fn sequence(parts: &[&[u8]]) -> Element {
    element(&[0x30], parts)
}

/// Encodes a SET OF: its elements in ascending order (X.690, section 11.6).
pub(crate) fn set_of(parts: &[&[u8]]) -> Element {
    let mut sorted = parts.to_vec();
    sorted.sort_unstable();
    element(&[0x31], &sorted)
}

/// Encodes a small non-negative INTEGER.
pub(crate) fn integer(number: u32) -> Element {
    let bytes = number.to_be_bytes();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count().min(3);
    let digits = bytes.get(zeros..).unwrap_or_default();
    // A set top bit would make the number negative.
    let sign: &[u8] = match digits.first() {
        Some(first) if first & 0x80 != 0 => &[0],
        _ => &[],
    };
    element(&[0x02], &[sign, digits])
}

/// Encodes an OBJECT IDENTIFIER.
pub(crate) fn oid(oid: ObjectIdentifier) -> Element {
    element(&[0x06], &[oid.as_bytes()])
}

/// Encodes an OCTET STRING.
pub(crate) fn octet_string(bytes: &[u8]) -> Element {
    element(&[0x04], &[bytes])
}

/// Encodes NULL.
pub(crate) fn null() -> Element {
    element(&[0x05], &[])
}

/// Encodes a BMPString (UTF-16, big-endian).
pub(crate) fn bmp_string(text: &str) -> Element {
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    element(&[0x1E], &[&bytes])
}

/// Encodes an explicitly tagged element, `[number]`; `number` is below 31.
pub(crate) fn explicit(number: u8, inner: &[u8]) -> Element {
    element(&[0xA0 | number], &[inner])
}

/// Encodes an `AlgorithmIdentifier` (RFC 5280, section 4.1.1.2).
pub(crate) fn algorithm(algorithm: ObjectIdentifier, parameters: &[u8]) -> Element {
    sequence(&[&oid(algorithm), parameters])
}

/// The most bytes that a length takes here: the length of the length, and itself.
const MAX_LENGTH: usize = 5;

fn push_length(out: &mut Vec<u8>, length: usize) {
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => out.push(short),
        _ => {
            let bytes = u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes();
            let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
            let digits = bytes.get(zeros..).unwrap_or_default();
            out.push(0x80 | u8::try_from(digits.len()).unwrap_or(4));
            out.extend_from_slice(digits);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use der::Encode;
    use der::asn1::{BmpString, OctetStringRef};

    #[test]
    fn elements_are_as_the_der_crate_writes_them() {
        for number in [
            0,
            1,
            127,
            128,
            255,
            256,
            32_767,
            32_768,
            2_097_152,
            u32::MAX,
        ] {
            assert_eq!(*integer(number), number.to_der().unwrap(), "{number}");
        }
        for length in [0, 1, 127, 128, 255, 256, 65_535, 65_536] {
            let bytes = vec![7; length];
            let expected = OctetStringRef::new(&bytes).unwrap().to_der().unwrap();
            assert_eq!(*octet_string(&bytes), expected, "{length}");
        }
        let bmp = BmpString::from_utf8("Jürgen").unwrap().to_der().unwrap();
        assert_eq!(*bmp_string("Jürgen"), bmp);
        assert_eq!(*null(), [5, 0]);
    }

    #[test]
    fn a_set_is_sorted() {
        assert_eq!(
            *set_of(&[&[2, 1, 9], &[2, 1, 3], &[1, 1, 0]]),
            [0x31, 9, 1, 1, 0, 2, 1, 3, 2, 1, 9]
        );
    }
}
