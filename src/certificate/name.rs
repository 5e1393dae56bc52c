//! Distinguished names as text (RFC 5280, section 4.1.2.4; RFC 4514 for the abbreviations).

use crate::asn1::{self, ber};
use crate::encoding::{decode_latin1, decode_utf16};
use crate::escape::escape_controls;
use crate::oid;
use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Tag, Tagged};

/// A distinguished name: attribute types and their values, in the order of the file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Name(Vec<(ObjectIdentifier, String)>);

impl Name {
    pub(super) fn read(any: AnyRef<'_>) -> Option<Self> {
        (any.tag() == Tag::Sequence).then_some(())?;
        let mut attributes = Vec::new();
        for set in asn1::elements(any)? {
            for attribute in asn1::elements(set)? {
                let mut rest = attribute.value();
                let (_, kind) = ber::next(&mut rest)?;
                let kind = ObjectIdentifier::from_bytes(kind).ok()?;
                let (tag, value) = ber::next(&mut rest)?;
                attributes.push((kind, value_text(tag, value)));
            }
        }
        Some(Self(attributes))
    }

    /// `CN=Ann, O=Example`, safe to show.
    pub(super) fn text(&self) -> String {
        let parts: Vec<String> = self
            .0
            .iter()
            .map(|(kind, value)| {
                format!("{}={}", oid::name_or_dotted(kind), escape_controls(value))
            })
            .collect();
        parts.join(", ")
    }

    /// Returns the first common name, safe to show.
    pub(super) fn common_name(&self) -> Option<String> {
        self.first(&oid::COMMON_NAME)
    }

    /// Returns the first organization, safe to show.
    pub(super) fn organization(&self) -> Option<String> {
        self.first(&oid::ORGANIZATION)
    }

    /// Returns the country, safe to show.
    pub(super) fn country(&self) -> Option<String> {
        self.first(&oid::COUNTRY)
    }

    fn first(&self, wanted: &ObjectIdentifier) -> Option<String> {
        let mut attributes = self.0.iter();
        let (_, value) = attributes.find(|(kind, _)| kind == wanted)?;
        Some(escape_controls(value))
    }

    /// The `emailAddress` attributes (RFC 2985, section 5.2.1), safe to show.
    pub(super) fn emails(&self) -> Vec<String> {
        let emails = self
            .0
            .iter()
            .filter(|(kind, _)| *kind == oid::EMAIL_ADDRESS);
        emails.map(|(_, value)| escape_controls(value)).collect()
    }
}

/// An attribute's value, whatever string type it is written in (ITU-T X.680, section 41).
fn value_text(tag: &[u8], bytes: &[u8]) -> String {
    // What strings mostly hold when they break the rules of their type.
    let latin1 = || decode_latin1(bytes).to_string();
    match tag {
        [0x1C] => utf32(bytes),
        [0x1E] => decode_utf16(bytes, u16::from_be_bytes).to_string(),
        [0x14] => latin1(),
        _ => core::str::from_utf8(bytes).map_or_else(|_| latin1(), str::to_owned),
    }
}

fn utf32(bytes: &[u8]) -> String {
    let (units, _) = bytes.as_chunks::<4>();
    let character = |unit: &[u8; 4]| char::from_u32(u32::from_be_bytes(*unit));
    units
        .iter()
        .map(|unit| character(unit).unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}
