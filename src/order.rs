//! A certification request (PKCS#10, RFC 2986): what a certificate authority wants to see before it
//! issues a certificate for this login.

use crate::asn1::write::{
    Element, algorithm, element, explicit, integer, null, octet_string, oid, sequence, set_of,
};
use crate::convert::{self, Saved};
use crate::error::{Error, Result};
use crate::generate::Generation;
use crate::input::{PrivateKeyDer, PrivateKeyForm, pem};
use crate::oid as oids;
use crate::pbe::Passphrase;
use crate::private_key::PrivateKey;
use crate::signature;
use der::asn1::ObjectIdentifier;
use rand_core::TryCryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The sizes of key that can be ordered, in bits. Public certificate authorities accept all three.
pub const SIZES: &[u32] = &[2048, 3072, 4096];

/// The longest value of an attribute (`ub-common-name` and `ub-organization-name`, RFC 5280,
/// appendix A.1), in characters.
const MAX_ATTRIBUTE: usize = 64;

/// The longest e-mail address (RFC 5321, section 4.5.3.1.3), in bytes.
const MAX_EMAIL: usize = 254;
/// The longest part of one before `@` (RFC 5321, section 4.5.3.1.1), in bytes.
const MAX_LOCAL: usize = 64;
/// The longest label of a domain (RFC 1035, section 2.3.4), in bytes.
const MAX_LABEL: usize = 63;

/// Who the certificate is for.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    /// The name of the person or the integration: `CN`.
    pub name: String,
    /// The organization: `O`; left out when empty.
    pub organization: String,
    /// The country, two letters (ISO 3166-1): `C`; left out when empty.
    pub country: String,
    /// The e-mail address of the Anaplan user: `rfc822Name` of the subject alternative name.
    pub email: String,
}

impl Subject {
    /// Trims every field, writes one space for line ends and other control characters in a name,
    /// and checks what certificate authorities and this login require.
    ///
    /// # Errors
    /// One for each field that has to change: [`Error::OrderNameMissing`], [`Error::OrderTooLong`],
    /// [`Error::OrderCountry`], [`Error::OrderEmailMissing`], [`Error::OrderEmail`].
    pub fn checked(&self) -> core::result::Result<Self, Vec<Error>> {
        let trimmed = Self {
            name: in_one_line(&self.name),
            organization: in_one_line(&self.organization),
            country: self.country.trim().to_ascii_uppercase(),
            email: self.email.trim().to_owned(),
        };
        let mut errors = Vec::new();
        if trimmed.name.is_empty() {
            errors.push(Error::OrderNameMissing);
        }
        let is_long = |text: &str| text.chars().count() > MAX_ATTRIBUTE;
        if is_long(&trimmed.name) || is_long(&trimmed.organization) {
            errors.push(Error::OrderTooLong {
                limit: u32::try_from(MAX_ATTRIBUTE).unwrap_or(u32::MAX),
            });
        }
        let letters = trimmed
            .country
            .bytes()
            .all(|byte| byte.is_ascii_uppercase());
        if !matches!(trimmed.country.len(), 0 | 2) || !letters {
            errors.push(Error::OrderCountry);
        }
        if trimmed.email.is_empty() {
            errors.push(Error::OrderEmailMissing);
        } else if !is_email(&trimmed.email) {
            errors.push(Error::OrderEmail);
        }
        if errors.is_empty() {
            Ok(trimmed)
        } else {
            Err(errors)
        }
    }

    /// Encodes the distinguished name (RFC 5280, section 4.1.2.4), most significant part first.
    fn name(&self) -> Element {
        let attribute = |kind, value: &[u8]| set_of(&[&sequence(&[&oid(kind), value])]);
        let mut parts = Vec::new();
        if !self.country.is_empty() {
            // PrintableString: the one type that RFC 5280 allows here.
            let value = element(&[0x13], &[self.country.as_bytes()]);
            parts.push(attribute(oids::COUNTRY, &value));
        }
        if !self.organization.is_empty() {
            parts.push(attribute(
                oids::ORGANIZATION,
                &utf8_string(&self.organization),
            ));
        }
        parts.push(attribute(oids::COMMON_NAME, &utf8_string(&self.name)));
        let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_slice()).collect();
        sequence(&parts)
    }

    /// Encodes the extensions that the certificate should carry: the e-mail address, and the usages
    /// that this login needs.
    fn extensions(&self) -> Element {
        let email = element(&[0x81], &[self.email.as_bytes()]);
        let alternative = extension(oids::SUBJECT_ALT_NAME, false, &sequence(&[&email]));
        // digitalSignature alone: the first bit, seven unused.
        let usage = extension(oids::KEY_USAGE, true, &[0x03, 0x02, 0x07, 0x80]);
        let purposes = sequence(&[&oid(oids::CLIENT_AUTH), &oid(oids::EMAIL_PROTECTION)]);
        let purposes = extension(oids::EXTENDED_KEY_USAGE, false, &purposes);
        sequence(&[&alternative, &usage, &purposes])
    }
}

/// Returns the words of a text with one space between them. Some authorities reject control
/// characters in a name, others print them into a certificate.
fn in_one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Encodes a UTF8String.
fn utf8_string(text: &str) -> Element {
    element(&[0x0C], &[text.as_bytes()])
}

/// Encodes an `Extension` (RFC 5280, section 4.1).
fn extension(kind: ObjectIdentifier, is_critical: bool, value: &[u8]) -> Element {
    let critical: &[u8] = if is_critical {
        &[0x01, 0x01, 0xFF]
    } else {
        &[]
    };
    sequence(&[&oid(kind), critical, &octet_string(value)])
}

/// An order whose key is in the making. Wiped when dropped.
#[derive(Debug)]
pub(crate) struct Order {
    subject: Subject,
    passphrase: Passphrase,
    generation: Generation,
    key: Option<PrivateKey>,
}

/// A new key and the request for its certificate.
#[derive(Debug)]
pub(crate) struct Ordered {
    /// The key as it is kept.
    pub(crate) kept: PrivateKeyDer,
    /// The key, protected as it is to be saved.
    pub(crate) private_key: Saved,
    /// The certification request in PEM.
    pub(crate) request: Saved,
}

impl Order {
    /// Prepares a key of `bits` bits, which is one of [`SIZES`], for a checked subject.
    ///
    /// # Errors
    /// [`Error::NewPassphraseShort`]; [`Error::OrderSize`].
    pub(crate) fn new(bits: u32, subject: Subject, passphrase: Passphrase) -> Result<Self> {
        convert::checked_passphrase(Some(&passphrase))?;
        Ok(Self {
            subject,
            passphrase,
            generation: Generation::new(bits).ok_or(Error::OrderSize)?,
            key: None,
        })
    }

    /// Returns how far it is.
    pub(crate) fn progress(&self) -> Progress {
        let found = self.key.as_ref().map_or(self.generation.primes(), |_| 2);
        Progress {
            primes: found,
            tested: self.generation.tested(),
        }
    }

    /// Does one piece of the work: tests a candidate, or finishes. A key is checked by signing the
    /// request with it and verifying the signature.
    ///
    /// # Errors
    /// Those of [`Generation::advance`], [`request`] and [`convert::protected_key`].
    pub(crate) fn advance<R: TryCryptoRng + ?Sized>(
        &mut self,
        random: &mut R,
    ) -> Result<Option<Ordered>> {
        let Some(key) = &self.key else {
            self.key = self.generation.advance(random)?;
            return Ok(None);
        };
        let request = request(&self.subject, key, random)?;
        let private_key = Saved {
            file_name: convert::file_name(&self.subject.name, "PRIVATE-key.pem"),
            media_type: convert::PEM_TYPE,
            bytes: convert::protected_key(key, &self.passphrase, random)?,
        };
        let kept = PrivateKeyDer {
            form: PrivateKeyForm::Pkcs8,
            der: key.to_pkcs8()?,
        };
        Ok(Some(Ordered {
            kept,
            private_key,
            request,
        }))
    }
}

/// How far a key is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub struct Progress {
    /// How many of its two primes are found.
    pub primes: u32,
    /// How many candidates were tested for both.
    pub tested: u32,
}

/// Returns a request for a certificate for `subject` and this key, in PEM.
///
/// # Errors
/// Those of signing: [`Error::RandomUnavailable`], [`Error::KeyInconsistent`],
/// [`Error::SignatureRejected`].
pub(crate) fn request<R: TryCryptoRng + ?Sized>(
    subject: &Subject,
    key: &PrivateKey,
    random: &mut R,
) -> Result<Saved> {
    let der = request_der(subject, key, random)?;
    let text = pem::encode("CERTIFICATE REQUEST", &der);
    Ok(Saved {
        file_name: convert::file_name(&subject.name, "request.csr"),
        media_type: convert::PEM_TYPE,
        bytes: Zeroizing::new(text.as_bytes().to_vec()),
    })
}

/// Returns the DER of a request for a certificate for `subject` and this key, signed with SHA-256.
///
/// # Errors
/// Those of signing: [`Error::RandomUnavailable`], [`Error::KeyInconsistent`],
/// [`Error::SignatureRejected`].
fn request_der<R: TryCryptoRng + ?Sized>(
    subject: &Subject,
    key: &PrivateKey,
    random: &mut R,
) -> Result<Vec<u8>> {
    let attribute = sequence(&[
        &oid(oids::EXTENSION_REQUEST),
        &set_of(&[&subject.extensions()]),
    ]);
    let public_key = key
        .public_key()
        .to_spki()
        .map_err(|_| Error::KeyInconsistent)?;
    // Attributes are implicitly tagged [0].
    let info = sequence(&[
        &integer(0),
        &subject.name(),
        &public_key,
        &explicit(0, &attribute),
    ]);
    let signature = signature::sign_sha256(key, &info, random)?;
    let request = sequence(&[
        &info,
        &algorithm(oids::SHA256_WITH_RSA, &null()),
        &element(&[0x03], &[&[0], &signature]),
    ]);
    Ok(request.to_vec())
}

/// Whether an address is one that a certificate can carry: ASCII, one `@`, a dot in the domain, no
/// blanks or separators (RFC 5280, section 4.2.1.6, for `rfc822Name`).
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let allowed =
        |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte);
    let in_domain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    // RFC 1123, section 2.1.
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= MAX_LABEL
            && label.bytes().all(in_domain)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= MAX_EMAIL
        && !local.is_empty()
        && local.len() <= MAX_LOCAL
        && local.bytes().all(allowed)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && domain.contains('.')
        && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_a_certificate_can_carry() {
        for good in [
            "ann@example.com",
            "a.b+c@x-y.example.co",
            "o'neil@example.com",
            "1@2.example",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "ann",
            "ann@",
            "@example.com",
            "ann@example",
            "ann@@example.com",
            "a b@example.com",
            "ann@example..com",
            ".ann@example.com",
            "ann.@example.com",
            "a..b@example.com",
            "änn@example.com",
            "ann@exämple.com",
            "ann@example.com;bob@example.com",
            "Ann <ann@example.com>",
            "ann@example.com.",
            "ann@exa_mple.com",
            "ann@-example.com",
            "ann@example-.com",
            "a@-.-",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
        let long = |local: usize, label: usize| {
            let (local, label) = ("a".repeat(local), "b".repeat(label));
            is_email(&format!("{local}@{label}.{label}.{label}.example"))
        };
        assert!(long(57, 60) && !long(64, 60) && !long(3, 64));
        assert!(long(64, 1) && !long(65, 1));
    }

    #[test]
    fn each_field_that_has_to_change_is_named() {
        let wrong = Subject {
            name: " ".into(),
            organization: "o".repeat(65),
            country: "Germany".into(),
            email: "ann".into(),
        };
        let errors = [
            Error::OrderNameMissing,
            Error::OrderTooLong { limit: 64 },
            Error::OrderCountry,
            Error::OrderEmail,
        ];
        assert_eq!(wrong.checked(), Err(errors.to_vec()));
        let nowhere = Subject {
            name: "Ann".into(),
            email: " ".into(),
            organization: String::new(),
            country: String::new(),
        };
        assert_eq!(nowhere.checked(), Err(vec![Error::OrderEmailMissing]));
        let right = Subject {
            name: " Ann ".into(),
            organization: "ö".repeat(64),
            country: "de".into(),
            email: " ann@example.com".into(),
        };
        let checked = right.checked();
        assert_eq!(checked.as_ref().map(|s| s.country.as_str()), Ok("DE"));
        assert_eq!(checked.map(|s| s.name), Ok("Ann".to_owned()));
        let broken = Subject {
            name: "Ann\r\nExample\0\t".into(),
            organization: "\nExample\u{85}Ltd".into(),
            ..right
        };
        let checked = broken.checked().map(|s| (s.name, s.organization));
        let expected = ("Ann Example".to_owned(), "Example Ltd".to_owned());
        assert_eq!(checked, Ok(expected));
    }
}
