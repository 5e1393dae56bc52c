//! One X.509 certificate (RFC 5280): its public key and what it says of itself.
//!
//! Read by hand over ASN.1 rather than into a crate's types, because certificates that services
//! accept are not always to the letter of the standard, and nothing here depends on that letter.

mod extensions;
mod finding;
mod kind;
mod name;
mod summary;
mod time;

pub use finding::{Finding, findings};
pub use kind::{Generation, Kind, Validation, kind};
pub use summary::Summary;

use crate::asn1;
use crate::encoding::hex_colons;
use crate::error::{Error, Result};
use crate::oid;
use crate::public_key::{PublicKey, sha256_hex};
use der::Tag;
use der::Tagged;
use der::asn1::{AnyRef, BitStringRef, ObjectIdentifier};
use extensions::Extensions;
use name::Name;
use sha2::{Sha256, Sha512};

/// Whether base64 begins as a certificate's does: of its DER, or of its PEM text.
pub(crate) fn begins_certificate(text: &str) -> bool {
    text.starts_with("MII") || text.starts_with("LS0t")
}

/// A certificate that was read. Nothing of it is trusted: no signature of an issuer is checked.
#[derive(Clone, Debug)]
pub struct Certificate {
    der: Vec<u8>,
    /// Without the zero that DER puts before a first bit of one.
    serial: Vec<u8>,
    signature_algorithm: ObjectIdentifier,
    issuer: Name,
    subject: Name,
    /// Unix seconds.
    not_before: i64,
    /// Unix seconds.
    not_after: i64,
    extensions: Extensions,
    public_key: Result<PublicKey>,
    key_bits: Vec<u8>,
}

impl Certificate {
    /// Reads a certificate from its DER.
    ///
    /// A certificate whose key cannot be used here is still one, and can be described.
    ///
    /// # Errors
    /// [`Error::DamagedDer`].
    pub fn from_der(der: &[u8]) -> Result<Self> {
        Self::read(der).ok_or_else(damaged)
    }

    /// `Certificate` and `TBSCertificate` (RFC 5280, section 4.1).
    fn read(der: &[u8]) -> Option<Self> {
        let outer = asn1::children(der)?;
        let parts = asn1::elements(*outer.first()?)?;
        let parts = match parts.as_slice() {
            [version, rest @ ..] if asn1::is_context(version, 0) => rest,
            parts => parts,
        };
        let [
            serial,
            algorithm,
            issuer,
            validity,
            subject,
            key,
            optional @ ..,
        ] = parts
        else {
            return None;
        };
        (serial.tag() == Tag::Integer).then_some(())?;
        let serial = match serial.value() {
            [0, rest @ ..] if !rest.is_empty() => rest,
            whole => whole,
        };
        let validity = asn1::elements(*validity)?;
        let extensions = optional.iter().find_map(|part| asn1::explicit(part, 3));
        Some(Self {
            der: der.to_vec(),
            serial: serial.to_vec(),
            signature_algorithm: asn1::algorithm(algorithm)?.0,
            issuer: Name::read(*issuer)?,
            subject: Name::read(*subject)?,
            not_before: time::seconds(validity.first()?)?,
            not_after: time::seconds(validity.get(1)?)?,
            extensions: extensions.map_or_else(Extensions::default, Extensions::read),
            public_key: public_key(*key),
            key_bits: asn1::key_bits(key).unwrap_or_default().to_vec(),
        })
    }

    /// The certificate's DER, as it was given.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 of the DER, `AB:CD:…`.
    #[must_use]
    pub fn sha256(&self) -> String {
        sha256_hex(&self.der)
    }

    /// The public key.
    ///
    /// # Errors
    /// Why the key cannot be used: not RSA, restricted to PSS, out of bounds.
    pub fn public_key(&self) -> Result<&PublicKey> {
        self.public_key.as_ref().map_err(Clone::clone)
    }

    /// Whether its public key, of whatever kind, is the one with these bits, which are never empty.
    pub(crate) fn has_key(&self, bits: &[u8]) -> bool {
        !bits.is_empty() && self.key_bits == bits
    }

    /// Whether it is a certification authority's (RFC 5280, section 4.2.1.9).
    #[must_use]
    pub fn is_ca(&self) -> bool {
        self.extensions.is_ca
    }

    /// When it becomes valid, in Unix seconds.
    #[must_use]
    pub fn not_before(&self) -> i64 {
        self.not_before
    }

    /// The last moment at which it is valid, in Unix seconds.
    #[must_use]
    pub fn not_after(&self) -> i64 {
        self.not_after
    }

    /// The e-mail addresses: those of the subject alternative name, or failing these those of the
    /// subject.
    #[must_use]
    pub fn emails(&self) -> Vec<String> {
        if self.extensions.emails.is_empty() {
            return self.subject.emails();
        }
        self.extensions.emails.clone()
    }

    /// Returns the common name of the subject, or failing that its e-mail address; safe to show,
    /// and empty when it has neither.
    #[must_use]
    pub fn label(&self) -> String {
        let name = self.subject.common_name();
        let name = name.filter(|name| !name.trim().is_empty());
        name.or_else(|| self.emails().into_iter().next())
            .unwrap_or_default()
    }

    /// Returns whether both certificates have the same public key, of whatever kind.
    pub(crate) fn has_key_of(&self, other: &Self) -> bool {
        self.has_key(&other.key_bits)
    }

    /// Returns whether both certificates have the same subject.
    pub(crate) fn has_subject_of(&self, other: &Self) -> bool {
        self.subject == other.subject
    }

    /// Returns whether both certificates have the same issuer.
    pub(crate) fn has_issuer_of(&self, other: &Self) -> bool {
        self.issuer == other.issuer
    }

    /// Returns whether `issuer`'s subject is this certificate's issuer. No signature is checked.
    pub(crate) fn names_as_issuer(&self, issuer: &Self) -> bool {
        self.issuer == issuer.subject
    }

    /// Whether the key usage allows digital signatures (RFC 5280, section 4.2.1.3).
    #[must_use]
    pub fn allows_digital_signature(&self) -> bool {
        self.extensions.allows(extensions::DIGITAL_SIGNATURE)
    }

    /// Whether the key usage allows signatures that nobody may deny later.
    #[must_use]
    pub fn allows_non_repudiation(&self) -> bool {
        self.extensions.allows(extensions::NON_REPUDIATION)
    }

    /// Whether its purposes are those of a login, clientAuth or emailProtection; `None` when it does
    /// not restrict them.
    #[must_use]
    pub fn is_for_login(&self) -> Option<bool> {
        const LOGIN: [ObjectIdentifier; 3] =
            [oid::CLIENT_AUTH, oid::EMAIL_PROTECTION, oid::ANY_PURPOSE];
        let purposes = self.extensions.purposes.as_ref()?;
        Some(purposes.iter().any(|own| LOGIN.contains(own)))
    }

    /// Returns the serial number, `AB:CD:…`, in the digits that OpenSSL prints; of a negative one, which
    /// RFC 5280 (section 4.1.2.2) forbids, the bytes as they are.
    #[must_use]
    pub fn serial_text(&self) -> String {
        hex_colons(&self.serial)
    }

    /// Returns the addresses of revocation lists as they are written, not safe to show.
    pub(crate) fn crl(&self) -> &[String] {
        &self.extensions.crl
    }

    /// Returns the addresses of OCSP responders as they are written, not safe to show.
    pub(crate) fn ocsp(&self) -> &[String] {
        &self.extensions.ocsp
    }

    /// Returns the issuer's distinguished name, safe to show.
    #[must_use]
    pub fn issuer_text(&self) -> String {
        self.issuer.text()
    }

    /// Whether subject and issuer are the same name, and its signature (RFC 5280, section 4.1.1.3) is
    /// not known to be another key's.
    fn is_self_signed(&self) -> bool {
        self.subject == self.issuer && self.is_signed_with_own_key() != Some(false)
    }

    /// `None` for other signatures than those of RSA with SHA-256 or SHA-512.
    fn is_signed_with_own_key(&self) -> Option<bool> {
        let outer: AnyRef<'_> = der::Decode::from_der(&self.der).ok()?;
        let message = asn1::first_sequence(outer.value())?;
        let signature = *asn1::elements(outer)?.last()?;
        let signature: BitStringRef<'_> = signature.decode_as().ok()?;
        let signature = signature.as_bytes()?;
        let key = self.public_key().ok()?;
        let verified = match self.signature_algorithm {
            oid::SHA256_WITH_RSA => key.verify::<Sha256>(message, signature),
            oid::SHA512_WITH_RSA => key.verify::<Sha512>(message, signature),
            _ => return None,
        };
        Some(verified.is_ok())
    }
}

/// `SubjectPublicKeyInfo` (RFC 5280, section 4.1.2.7).
fn public_key(info: AnyRef<'_>) -> Result<PublicKey> {
    let parts = asn1::elements(info).ok_or_else(damaged)?;
    let (algorithm, _) = parts
        .first()
        .and_then(asn1::algorithm)
        .ok_or_else(damaged)?;
    match algorithm {
        oid::RSA_ENCRYPTION | oid::RSA_X500 => {
            let key = parts
                .get(1)
                .and_then(|key| key.decode_as::<BitStringRef<'_>>().ok());
            PublicKey::from_pkcs1(key.and_then(|key| key.as_bytes()).ok_or_else(damaged)?)
        }
        oid::RSASSA_PSS => Err(Error::CertificateRestrictedToPss),
        _ => Err(Error::CertificateNotRsa {
            algorithm: oid::name_or_dotted(&algorithm),
        }),
    }
}

fn damaged() -> Error {
    Error::DamagedDer {
        label: "CERTIFICATE".to_owned(),
    }
}
