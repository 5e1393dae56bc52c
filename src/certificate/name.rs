//! Distinguished names and e-mail addresses as text (RFC 4514, RFC 5280 section 4.2.1.6).

use crate::visible::visible;
use der::asn1::{BmpString, Ia5StringRef, TeletexStringRef};
use der::{Any, Tag, Tagged};
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::name::Name;

/// A name in the order of the certificate, `CN=Ann, O=Example`, safe to show.
pub(super) fn text(name: &Name) -> String {
    let parts: Vec<String> = name
        .iter()
        .map(|attribute| {
            let value = visible(&value_text(&attribute.value));
            format!("{}={value}", short_name(&attribute.oid.to_string()))
        })
        .collect();
    parts.join(", ")
}

/// The `rfc822Name`s among alternative names, safe to show.
pub(super) fn emails(names: &[GeneralName]) -> Vec<String> {
    names
        .iter()
        .filter_map(|name| match name {
            GeneralName::Rfc822Name(email) => Some(visible(email.as_str())),
            _ => None,
        })
        .collect()
}

/// The `emailAddress` attributes of a subject (RFC 2985, section 5.2.1), safe to show.
pub(super) fn subject_emails(name: &Name) -> Vec<String> {
    name.iter()
        .filter(|attribute| attribute.oid.to_string() == "1.2.840.113549.1.9.1")
        .map(|attribute| visible(&value_text(&attribute.value)))
        .collect()
}

/// An attribute's value, whatever string type it is written in; of anything else its type's name.
fn value_text(value: &Any) -> String {
    let text = match value.tag() {
        Tag::Utf8String | Tag::PrintableString | Tag::NumericString => {
            core::str::from_utf8(value.value()).ok().map(str::to_owned)
        }
        Tag::Ia5String => value
            .decode_as::<Ia5StringRef<'_>>()
            .ok()
            .map(|s| s.as_str().to_owned()),
        Tag::TeletexString => value
            .decode_as::<TeletexStringRef<'_>>()
            .ok()
            .map(|s| s.as_str().to_owned()),
        Tag::BmpString => value.decode_as::<BmpString>().ok().map(|s| s.to_string()),
        _ => None,
    };
    // One byte a character is what such strings mostly hold when they break the rules of their type.
    text.unwrap_or_else(|| value.value().iter().copied().map(char::from).collect())
}

/// The usual abbreviation of an attribute type (RFC 4514, section 3, and common use).
fn short_name(oid: &str) -> &str {
    match oid {
        "2.5.4.3" => "CN",
        "2.5.4.4" => "SN",
        "2.5.4.5" => "serialNumber",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.9" => "street",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.12" => "title",
        "2.5.4.17" => "postalCode",
        "2.5.4.42" => "GN",
        "2.5.4.97" => "organizationIdentifier",
        "0.9.2342.19200300.100.1.1" => "UID",
        "0.9.2342.19200300.100.1.25" => "DC",
        "1.2.840.113549.1.9.1" => "emailAddress",
        other => other,
    }
}
