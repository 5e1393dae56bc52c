//! The extensions that matter here (RFC 5280, section 4.2.1). One that cannot be read counts as not
//! there: extensions are shown and never decide whether a request can be made.

use crate::asn1::{self, ber};
use crate::escape::escape_controls;
use crate::oid;
use der::asn1::{AnyRef, BitStringRef, ObjectIdentifier};
use der::{Tag, Tagged};

/// `rfc822Name` among the kinds of general names (RFC 5280, section 4.2.1.6).
const RFC822_NAME: u32 = 1;
/// `uniformResourceIdentifier`, as above.
const URI: u32 = 6;

/// `digitalSignature` and `nonRepudiation` of the key usage (RFC 5280, section 4.2.1.3).
pub(super) const DIGITAL_SIGNATURE: u16 = 1;
pub(super) const NON_REPUDIATION: u16 = 1 << 1;

/// What the extensions say.
#[derive(Clone, Debug, Default)]
pub(super) struct Extensions {
    /// `cA` of the basic constraints.
    pub(super) is_ca: bool,
    /// `rfc822Name`s of the subject alternative name, safe to show.
    pub(super) emails: Vec<String>,
    /// The certificate policies.
    pub(super) policies: Vec<ObjectIdentifier>,
    /// Addresses of revocation lists, as they are written.
    pub(super) crl: Vec<String>,
    /// Addresses of OCSP responders, as they are written.
    pub(super) ocsp: Vec<String>,
    /// The purposes of the extended key usage; `None` when there is no such extension.
    pub(super) purposes: Option<Vec<ObjectIdentifier>>,
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
        // Laid out as DER, as the certificate around it is. What is damaged further inside may be readable further out.
        let der = ber::to_der(octets).filter(|(_, rest)| rest.is_empty());
        let value = der.as_ref().map_or(octets, |(der, _)| der.as_slice());
        let value: AnyRef<'_> = der::Decode::from_der(value).ok()?;
        match kind {
            oid::KEY_USAGE => self.usages = Some(usages(value)?),
            oid::SUBJECT_ALT_NAME => self.emails = emails(value)?,
            oid::BASIC_CONSTRAINTS => self.is_ca = is_ca(value)?,
            oid::EXTENDED_KEY_USAGE => {
                self.purposes = Some(
                    asn1::elements(value)?
                        .iter()
                        .filter_map(asn1::oid)
                        .collect(),
                );
            }
            oid::CERTIFICATE_POLICIES => self.policies = policies(value)?,
            oid::CRL_DISTRIBUTION_POINTS => self.crl = crl(value)?,
            oid::AUTHORITY_INFO_ACCESS => self.ocsp = ocsp(value)?,
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

/// `CertificatePolicies` (RFC 5280, section 4.2.1.4), without qualifiers.
fn policies(value: AnyRef<'_>) -> Option<Vec<ObjectIdentifier>> {
    let policies = asn1::elements(value)?;
    let first = |policy: &AnyRef<'_>| asn1::oid(asn1::elements(*policy)?.first()?);
    Some(policies.iter().filter_map(first).collect())
}

/// The addresses of `CRLDistributionPoints` (RFC 5280, section 4.2.1.13) that are full names.
fn crl(value: AnyRef<'_>) -> Option<Vec<String>> {
    let mut addresses = Vec::new();
    for point in asn1::elements(value)? {
        let parts = asn1::elements(point)?;
        let name = parts.iter().find_map(|part| asn1::explicit(part, 0));
        // fullName is implicitly tagged [0].
        let names = name.filter(|name| asn1::is_context(name, 0));
        let names = names.and_then(asn1::elements).unwrap_or_default();
        addresses.extend(names.iter().filter_map(address));
    }
    Some(addresses)
}

/// The addresses of OCSP responders in `AuthorityInfoAccessSyntax` (RFC 5280, section 4.2.2.1).
fn ocsp(value: AnyRef<'_>) -> Option<Vec<String>> {
    let mut addresses = Vec::new();
    for description in asn1::elements(value)? {
        let parts = asn1::elements(description)?;
        if parts.first().and_then(asn1::oid) == Some(oid::OCSP) {
            addresses.extend(parts.get(1).and_then(address));
        }
    }
    Some(addresses)
}

/// The address in a general name, as it is written.
fn address(name: &AnyRef<'_>) -> Option<String> {
    asn1::is_context(name, URI).then(|| String::from_utf8_lossy(name.value()).into_owned())
}

fn emails(value: AnyRef<'_>) -> Option<Vec<String>> {
    let names = asn1::elements(value)?;
    let emails = names
        .iter()
        .filter(|name| asn1::is_context(name, RFC822_NAME));
    Some(
        emails
            .map(|name| escape_controls(&String::from_utf8_lossy(name.value())))
            .collect(),
    )
}
