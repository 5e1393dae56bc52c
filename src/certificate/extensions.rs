//! The extensions that matter here (RFC 5280, section 4.2.1). One that cannot be read counts as not
//! there: extensions are shown and never decide whether a request can be made.

use crate::asn1;
use crate::oid;
use crate::visible::visible;
use der::asn1::{AnyRef, BitStringRef};
use der::{Tag, Tagged};

/// `rfc822Name` among the kinds of general names (RFC 5280, section 4.2.1.6).
const RFC822_NAME: u32 = 1;

/// `digitalSignature` and `nonRepudiation` of the key usage (RFC 5280, section 4.2.1.3).
pub(super) const DIGITAL_SIGNATURE: u16 = 1;
pub(super) const NON_REPUDIATION: u16 = 1 << 1;

/// Purposes (RFC 5280, section 4.2.1.12).
pub(super) const SERVER_AUTH: &str = "1.3.6.1.5.5.7.3.1";
pub(super) const CLIENT_AUTH: &str = "1.3.6.1.5.5.7.3.2";
pub(super) const EMAIL_PROTECTION: &str = "1.3.6.1.5.5.7.3.4";
pub(super) const ANY_PURPOSE: &str = "2.5.29.37.0";

/// What the extensions say.
#[derive(Clone, Debug, Default)]
pub(super) struct Extensions {
    /// `cA` of the basic constraints.
    pub(super) is_ca: bool,
    /// `rfc822Name`s of the subject alternative name, safe to show.
    pub(super) emails: Vec<String>,
    /// The purposes of the extended key usage, dotted; nothing when there is no such extension.
    pub(super) purposes: Option<Vec<String>>,
    /// The bits of the key usage, the first as the lowest; nothing when there is no such extension.
    pub(super) usages: Option<u16>,
}

impl Extensions {
    /// Reads the SEQUENCE of extensions.
    pub(super) fn read(any: AnyRef<'_>) -> Self {
        let mut extensions = Self::default();
        for extension in asn1::elements(any).unwrap_or_default() {
            // A lone broken extension leaves the others readable.
            let _ = extensions.add(extension);
        }
        extensions
    }

    /// Whether the key usage allows `usage`, or does not restrict it.
    pub(super) fn allows(&self, usage: u16) -> bool {
        self.usages.is_none_or(|usages| usages & usage != 0)
    }

    fn add(&mut self, extension: AnyRef<'_>) -> Option<()> {
        let parts = asn1::elements(extension)?;
        let kind = asn1::oid(parts.first()?)?;
        let octets = asn1::octets(parts.last()?)?;
        let value: AnyRef<'_> = der::Decode::from_der(octets).ok()?;
        match kind {
            oid::KEY_USAGE => self.usages = Some(usages(value)?),
            oid::SUBJECT_ALT_NAME => self.emails = emails(value)?,
            oid::BASIC_CONSTRAINTS => self.is_ca = is_ca(value)?,
            oid::EXTENDED_KEY_USAGE => self.purposes = Some(purposes(value)?),
            _ => {}
        }
        Some(())
    }
}

fn is_ca(value: AnyRef<'_>) -> Option<bool> {
    let parts = asn1::elements(value)?;
    let first = parts.first();
    // Any value but zero is true in BER; some authorities write 1.
    Some(first.is_some_and(|part| part.tag() == Tag::Boolean && part.value() != [0]))
}

fn usages(value: AnyRef<'_>) -> Option<u16> {
    let bits: BitStringRef<'_> = value.decode_as().ok()?;
    let bytes = bits.raw_bytes();
    let first = bytes.first().copied().unwrap_or_default().reverse_bits();
    let second = bytes.get(1).copied().unwrap_or_default().reverse_bits();
    Some(u16::from_le_bytes([first, second]))
}

fn purposes(value: AnyRef<'_>) -> Option<Vec<String>> {
    let purposes = asn1::elements(value)?;
    Some(
        purposes
            .iter()
            .filter_map(asn1::oid)
            .map(|oid| oid.to_string())
            .collect(),
    )
}

fn emails(value: AnyRef<'_>) -> Option<Vec<String>> {
    let names = asn1::elements(value)?;
    let emails = names
        .iter()
        .filter(|name| asn1::is_context(name, RFC822_NAME));
    Some(
        emails
            .map(|name| visible(&String::from_utf8_lossy(name.value())))
            .collect(),
    )
}
