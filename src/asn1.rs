//! ASN.1 by hand where no type of a crate fits: looking at what is there (ITU-T X.690).

pub(crate) mod ber;
pub(crate) mod write;

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Reader, SliceReader, Tag, Tagged};

/// The first whole SEQUENCE at the start of `bytes`.
pub(crate) fn first_sequence(bytes: &[u8]) -> Option<&[u8]> {
    let mut reader = SliceReader::new(bytes).ok()?;
    (Tag::peek(&reader).ok()? == Tag::Sequence).then_some(())?;
    reader.tlv_bytes().ok()
}

/// The elements of the constructed object that `whole` is.
pub(crate) fn children(whole: &[u8]) -> Option<Vec<AnyRef<'_>>> {
    let outer: AnyRef<'_> = der::Decode::from_der(whole).ok()?;
    elements(outer)
}

/// The elements inside a constructed object, one after the other.
pub(crate) fn elements(outer: AnyRef<'_>) -> Option<Vec<AnyRef<'_>>> {
    let mut reader = SliceReader::new(outer.value()).ok()?;
    let mut elements = Vec::new();
    while !reader.is_finished() {
        elements.push(reader.decode().ok()?);
    }
    Some(elements)
}

/// An object identifier, in numbers.
pub(crate) fn oid(any: &AnyRef<'_>) -> Option<ObjectIdentifier> {
    any.decode_as().ok()
}

/// A small whole number.
pub(crate) fn number(any: &AnyRef<'_>) -> Option<u32> {
    any.decode_as().ok()
}

/// Returns the bytes of an INTEGER that can only be positive, without leading zeros. One without
/// the zero that DER wants in front of a first bit of one is read as what was meant.
pub(crate) fn unsigned<'a>(any: &AnyRef<'a>) -> Option<&'a [u8]> {
    (any.tag() == Tag::Integer && !any.value().is_empty()).then_some(())?;
    let zeros = any.value().iter().take_while(|byte| **byte == 0).count();
    any.value().get(zeros..)
}

/// The content of an OCTET STRING.
pub(crate) fn octets<'a>(any: &AnyRef<'a>) -> Option<&'a [u8]> {
    (any.tag() == Tag::OctetString).then(|| any.value())
}

/// What stands inside an explicit context tag with this number.
pub(crate) fn explicit<'a>(any: &AnyRef<'a>, number: u32) -> Option<AnyRef<'a>> {
    is_context(any, number).then_some(())?;
    der::Decode::from_der(any.value()).ok()
}

/// Whether an element carries this context tag, whatever is in it.
pub(crate) fn is_context(any: &AnyRef<'_>, number: u32) -> bool {
    matches!(any.tag(), Tag::ContextSpecific { number: own, .. } if own.value() == number)
}

/// Algorithm and parameters of an `AlgorithmIdentifier` (RFC 5280, section 4.1.1.2).
pub(crate) fn algorithm<'a>(any: &AnyRef<'a>) -> Option<(ObjectIdentifier, Option<AnyRef<'a>>)> {
    (any.tag() == Tag::Sequence).then_some(())?;
    let parts = elements(*any)?;
    Some((oid(parts.first()?)?, parts.get(1).copied()))
}

/// The bits of the key in a `SubjectPublicKeyInfo` (RFC 5280, section 4.1.2.7), which are the same in a
/// request and in the certificate that was issued for it.
pub(crate) fn key_bits<'a>(info: &AnyRef<'a>) -> Option<&'a [u8]> {
    let parts = elements(*info)?;
    let bits = parts.get(1)?;
    (bits.tag() == Tag::BitString).then(|| bits.value())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn any(der: &[u8]) -> AnyRef<'_> {
        der::Decode::from_der(der).unwrap()
    }

    #[test]
    fn the_first_sequence_is_found_whole() {
        let bytes = [0x30, 3, 0x02, 1, 9, 0xFF];
        assert_eq!(first_sequence(&bytes), bytes.get(..5));
        assert_eq!(first_sequence(&[0x31, 0]), None);
        assert_eq!(first_sequence(&[0x30, 1]), None);
        assert_eq!(first_sequence(&[]), None);
    }

    #[test]
    fn all_elements_are_found_or_none() {
        let values = |der: &[u8]| -> Option<Vec<Vec<u8>>> {
            let found = children(der)?;
            Some(found.iter().map(|any| any.value().to_vec()).collect())
        };
        assert_eq!(
            values(&[0x30, 6, 0x02, 1, 9, 0x04, 1, 8]),
            Some(vec![vec![9], vec![8]])
        );
        assert_eq!(values(&[0x30, 0]), Some(Vec::new()));
        assert_eq!(values(&[0x30, 4, 0x02, 1, 9, 0x04]), None);
        assert_eq!(values(&[0x30, 0, 0]), None);
    }

    #[test]
    fn a_value_has_its_own_tag() {
        assert_eq!(number(&any(&[0x02, 2, 1, 0])), Some(256));
        assert_eq!(number(&any(&[0x02, 1, 0xFF])), None);
        assert_eq!(number(&any(&[0x04, 1, 5])), None);
        let some: &[u8] = &[5, 6];
        assert_eq!(octets(&any(&[0x04, 2, 5, 6])), Some(some));
        assert_eq!(octets(&any(&[0x03, 2, 5, 6])), None);
        let tagged = [0xA1, 3, 0x04, 1, 5];
        assert!(is_context(&any(&tagged), 1) && !is_context(&any(&tagged), 0));
        assert!(!is_context(&any(&[0x31, 0]), 1));
        assert_eq!(explicit(&any(&tagged), 1), Some(any(&[0x04, 1, 5])));
        assert_eq!(explicit(&any(&tagged), 0), None);
    }

    #[test]
    fn a_number_that_can_only_be_positive_is_read_without_its_zero() {
        let value = |der: &[u8]| unsigned(&any(der)).map(<[u8]>::to_vec);
        assert_eq!(value(&[0x02, 2, 0, 0x80]), Some(vec![0x80]));
        assert_eq!(value(&[0x02, 2, 0x80, 1]), Some(vec![0x80, 1]));
        assert_eq!(value(&[0x02, 1, 0]), Some(Vec::new()));
        assert_eq!(value(&[0x04, 1, 1]), None);
    }

    #[test]
    fn an_algorithm_is_an_identifier_and_perhaps_parameters() {
        let example = ObjectIdentifier::new_unwrap("1.2.3.4");
        assert_eq!(oid(&any(&[0x06, 3, 0x2A, 3, 4])), Some(example));
        assert_eq!(oid(&any(&[0x05, 0])), None);
        let alone = [0x30, 5, 0x06, 3, 0x2A, 3, 4];
        assert_eq!(algorithm(&any(&alone)), Some((example, None)));
        let both = [0x30, 7, 0x06, 3, 0x2A, 3, 4, 0x05, 0];
        assert_eq!(algorithm(&any(&both)), Some((example, Some(AnyRef::NULL))));
        let set = [0x31, 5, 0x06, 3, 0x2A, 3, 4];
        assert_eq!(algorithm(&any(&set)), None);
        assert_eq!(algorithm(&any(&[0x30, 0])), None);
    }
}
