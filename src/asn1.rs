//! ASN.1 by hand where no type of a crate fits: looking at what is there (ITU-T X.690).

pub(crate) mod ber;

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

/// The elements inside a constructed object, one behind the other.
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
