//! Writes the certificate and its private key in the forms that other places want. Reading all of
//! these forms is the business of [`crate::input`] and [`crate::bundle`].

use crate::asn1::write::{
    Element, bmp_string, element, explicit, integer, octet_string, oid, sequence, set_of,
};
use crate::certificate::Certificate;
use crate::encoding::encode_base64_secret;
use crate::error::{Error, Result};
use crate::escape::is_invisible;
use crate::hash::Hash;
use crate::input::{certificate_pem, pem};
use crate::oid as oids;
use crate::pbe::{Passphrase, Protection, mac_data, protect};
use crate::private_key::PrivateKey;
use rand_core::TryCryptoRng;
use serde::{Deserialize, Serialize, Serializer};
use sha1::{Digest, Sha1};
use zeroize::Zeroizing;

/// The PBKDF2 iterations of a protected private key: what OWASP and the guides of 2026 ask of
/// HMAC-SHA-256. OpenSSL, Java, .NET and Windows open it.
const KEY_ITERATIONS: u32 = if cfg!(fuzzing) { 2 } else { 600_000 };

/// The iterations of each derivation of a PKCS#12 file. Fewer than for a key alone, because a file
/// has three derivations and .NET's loader refuses more than 300,000 in one of them.
const BUNDLE_ITERATIONS: u32 = if cfg!(fuzzing) { 2 } else { 200_000 };

/// The iterations of the form for old programs, as OpenSSL writes them.
const OLD_ITERATIONS: u32 = if cfg!(fuzzing) { 2 } else { 2048 };

/// The shortest passphrase that is taken for something that is saved, in characters.
pub const MIN_PASSPHRASE: usize = 8;

/// Where something is to be saved for; one form each.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub enum Destination {
    /// Anaplan Administration: the one leaf certificate as PEM.
    Anaplan,
    /// Azure Key Vault: the private key as PKCS#8 PEM, then the certificates, the leaf first.
    AzureKeyVault,
    /// An environment variable or a CI secret: base64 of the PEM of key and certificates, one line.
    EnvironmentBase64,
    /// The same, as PEM with `\n` for each line end, one line.
    EnvironmentEscaped,
    /// Old Windows and macOS: PKCS#12 with 3DES and SHA-1.
    OldPkcs12,
    /// Another tool: PKCS#12 with AES-256 and HMAC-SHA-256.
    Pkcs12,
    /// The private key as encrypted PKCS#8 PEM.
    PrivateKey,
    /// The private key as PKCS#8 PEM without protection.
    PrivateKeyUnprotected,
}

impl Destination {
    /// Returns whether the form is protected by a passphrase.
    #[must_use]
    pub fn is_protected(self) -> bool {
        matches!(self, Self::OldPkcs12 | Self::Pkcs12 | Self::PrivateKey)
    }

    /// Returns whether the form holds the private key in the clear.
    #[must_use]
    pub fn exposes_key(self) -> bool {
        self.holds_key() && !self.is_protected()
    }

    fn holds_key(self) -> bool {
        self != Self::Anaplan
    }

    /// The end of the file name.
    fn suffix(self) -> &'static str {
        match self {
            Self::Anaplan => "for-anaplan.pem",
            Self::AzureKeyVault => "PRIVATE-key-and-certificates.pem",
            Self::EnvironmentBase64 => "PRIVATE-base64.txt",
            Self::EnvironmentEscaped => "PRIVATE-escaped.txt",
            Self::OldPkcs12 => "PRIVATE-old.p12",
            Self::Pkcs12 => "PRIVATE.p12",
            Self::PrivateKey => "PRIVATE-key.pem",
            Self::PrivateKeyUnprotected => "PRIVATE-key-unprotected.pem",
        }
    }
}

/// A file to save. Wiped when dropped.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Saved {
    /// What to call it; says what is in it, and PRIVATE where that is a private key.
    pub file_name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    #[serde(serialize_with = "bytes")]
    pub bytes: Zeroizing<Vec<u8>>,
}

fn bytes<S: Serializer>(bytes: &[u8], serializer: S) -> core::result::Result<S::Ok, S::Error> {
    serializer.serialize_bytes(bytes)
}

/// What there is to save.
#[derive(Debug)]
pub struct Source<'a> {
    /// The certificate of the login.
    pub certificate: Option<&'a Certificate>,
    /// The private key, where it is open.
    pub private_key: Option<&'a PrivateKey>,
    /// The certificates of its issuers, the nearest first.
    pub chain: Vec<&'a Certificate>,
}

/// Returns the issuers of `leaf` among `certificates`, the nearest first. They are matched by name;
/// no signature is checked.
#[must_use]
pub fn chain<'a>(
    leaf: &'a Certificate,
    certificates: impl Iterator<Item = &'a Certificate> + Clone,
) -> Vec<&'a Certificate> {
    let mut chain: Vec<&Certificate> = Vec::new();
    let mut last = leaf;
    while chain.len() < MAX_CHAIN {
        let is_next = |issuer: &&Certificate| {
            last.names_as_issuer(issuer)
                && issuer.is_ca()
                && issuer.der() != leaf.der()
                && chain.iter().all(|known| known.der() != issuer.der())
        };
        let Some(issuer) = certificates.clone().find(is_next) else {
            break;
        };
        chain.push(issuer);
        last = issuer;
    }
    chain
}

/// The most issuers that are written.
const MAX_CHAIN: usize = 8;

impl Source<'_> {
    /// Writes it for `destination`; `passphrase` protects what is protected.
    ///
    /// # Errors
    /// [`Error::CertificateMissing`] or [`Error::PrivateKeyMissing`] when the destination needs what
    /// is not there; [`Error::NewPassphraseShort`] when a passphrase is needed and missing or short;
    /// [`Error::KeyInconsistent`] when the key cannot be encoded; [`Error::RandomUnavailable`].
    pub fn save<R: TryCryptoRng + ?Sized>(
        &self,
        destination: Destination,
        passphrase: Option<&Passphrase>,
        random: &mut R,
    ) -> Result<Saved> {
        let bytes = self.bytes(destination, passphrase, random)?;
        let label = self.certificate.map(Certificate::label).unwrap_or_default();
        let is_binary = matches!(destination, Destination::OldPkcs12 | Destination::Pkcs12);
        Ok(Saved {
            file_name: file_name(&label, destination.suffix()),
            media_type: if is_binary { PKCS12_TYPE } else { PEM_TYPE },
            bytes,
        })
    }

    fn bytes<R: TryCryptoRng + ?Sized>(
        &self,
        destination: Destination,
        passphrase: Option<&Passphrase>,
        random: &mut R,
    ) -> Result<Zeroizing<Vec<u8>>> {
        if destination == Destination::Anaplan {
            let pem = certificate_pem(self.leaf()?.der());
            return Ok(Zeroizing::new(pem.into_bytes()));
        }
        let key = self.private_key.ok_or(Error::PrivateKeyMissing)?;
        if !destination.is_protected() {
            return Ok(match destination {
                Destination::EnvironmentBase64 => {
                    let text = encode_base64_secret(&self.bundle(key)?);
                    Zeroizing::new(text.as_bytes().to_vec())
                }
                Destination::EnvironmentEscaped => escape_line_ends(&self.bundle(key)?),
                Destination::PrivateKeyUnprotected => plain_key(key)?,
                _ => self.bundle(key)?,
            });
        }
        let passphrase = checked_passphrase(passphrase)?;
        match destination {
            Destination::PrivateKey => protected_key(key, passphrase, random),
            Destination::OldPkcs12 => self.pkcs12(key, Form::OLD, passphrase, random),
            _ => self.pkcs12(key, Form::MODERN, passphrase, random),
        }
    }

    fn leaf(&self) -> Result<&Certificate> {
        self.certificate.ok_or(Error::CertificateMissing)
    }

    /// Returns PEM of the key, the certificate and its issuers.
    fn bundle(&self, key: &PrivateKey) -> Result<Zeroizing<Vec<u8>>> {
        let mut text = plain_key(key)?;
        let mut certificates = String::new();
        for certificate in core::iter::once(&self.leaf()?).chain(&self.chain) {
            certificates.push_str(&certificate_pem(certificate.der()));
        }
        let mut whole = Zeroizing::new(Vec::with_capacity(
            text.len().saturating_add(certificates.len()),
        ));
        whole.append(&mut text);
        whole.extend_from_slice(certificates.as_bytes());
        Ok(whole)
    }

    /// Returns a PKCS#12 file (RFC 7292, section 4): the certificates in one encrypted part, the
    /// key in a shrouded bag, both named and marked as belonging together.
    fn pkcs12<R: TryCryptoRng + ?Sized>(
        &self,
        key: &PrivateKey,
        form: Form,
        passphrase: &Passphrase,
        random: &mut R,
    ) -> Result<Zeroizing<Vec<u8>>> {
        let leaf = self.leaf()?;
        let local_key_id = Sha1::digest(leaf.der());
        let attributes = set_of(&[
            &attribute(oids::LOCAL_KEY_ID, &octet_string(&local_key_id)),
            &attribute(oids::FRIENDLY_NAME, &bmp_string(&leaf.label())),
        ]);
        let mut bags = vec![certificate_bag(leaf, &attributes)];
        bags.extend(self.chain.iter().map(|issuer| certificate_bag(issuer, &[])));
        let bags: Vec<&[u8]> = bags.iter().map(|bag| bag.as_slice()).collect();
        let certificates = protect(
            form.protection,
            form.iterations,
            passphrase,
            &sequence(&bags),
            random,
        )?;
        let certificates = encrypted_part(&certificates.algorithm, &certificates.data);

        let info = protect(
            form.protection,
            form.iterations,
            passphrase,
            &key.to_pkcs8()?,
            random,
        )?;
        let shrouded = sequence(&[&info.algorithm, &octet_string(&info.data)]);
        let bag = sequence(&[
            &oid(oids::SHROUDED_KEY_BAG),
            &explicit(0, &shrouded),
            &attributes,
        ]);
        let keys = data_part(&sequence(&[&bag]));

        let safe = sequence(&[&certificates, &keys]);
        let mac = mac_data(form.mac, form.iterations, passphrase, &safe, random)?;
        Ok(sequence(&[&integer(3), &data_part(&safe), &mac]))
    }
}

/// Returns the passphrase when it is long enough to protect something.
///
/// # Errors
/// [`Error::NewPassphraseShort`].
pub(crate) fn checked_passphrase(passphrase: Option<&Passphrase>) -> Result<&Passphrase> {
    passphrase
        .filter(|passphrase| passphrase.characters() >= MIN_PASSPHRASE)
        .ok_or(Error::NewPassphraseShort {
            limit: u32::try_from(MIN_PASSPHRASE).unwrap_or(u32::MAX),
        })
}

/// The algorithms of a PKCS#12 file.
#[derive(Clone, Copy)]
struct Form {
    protection: Protection,
    iterations: u32,
    mac: Hash,
}

impl Form {
    const MODERN: Self = Self {
        protection: Protection::Aes256,
        iterations: BUNDLE_ITERATIONS,
        mac: Hash::Sha256,
    };
    const OLD: Self = Self {
        protection: Protection::TripleDes,
        iterations: OLD_ITERATIONS,
        mac: Hash::Sha1,
    };
}

/// Returns PEM of the key as `PrivateKeyInfo` (RFC 5958, section 2).
fn plain_key(key: &PrivateKey) -> Result<Zeroizing<Vec<u8>>> {
    let text = pem::encode("PRIVATE KEY", &key.to_pkcs8()?);
    Ok(Zeroizing::new(text.as_bytes().to_vec()))
}

/// Returns PEM of the key as `EncryptedPrivateKeyInfo` (RFC 5958, section 3).
///
/// # Errors
/// [`Error::KeyInconsistent`] when the key cannot be encoded; [`Error::RandomUnavailable`].
pub(crate) fn protected_key<R: TryCryptoRng + ?Sized>(
    key: &PrivateKey,
    passphrase: &Passphrase,
    random: &mut R,
) -> Result<Zeroizing<Vec<u8>>> {
    let info = protect(
        Protection::Aes256,
        KEY_ITERATIONS,
        passphrase,
        &key.to_pkcs8()?,
        random,
    )?;
    let der = sequence(&[&info.algorithm, &octet_string(&info.data)]);
    let text = pem::encode("ENCRYPTED PRIVATE KEY", &der);
    Ok(Zeroizing::new(text.as_bytes().to_vec()))
}

/// `ContentInfo` of plain data (RFC 5652, section 4).
fn data_part(content: &[u8]) -> Element {
    sequence(&[&oid(oids::DATA), &explicit(0, &octet_string(content))])
}

/// `ContentInfo` of `EncryptedData` (RFC 5652, section 8).
fn encrypted_part(algorithm: &[u8], data: &[u8]) -> Element {
    // The content is implicitly tagged [0].
    let content = sequence(&[&oid(oids::DATA), algorithm, &element(&[0x80], &[data])]);
    let encrypted = sequence(&[&integer(0), &content]);
    sequence(&[&oid(oids::ENCRYPTED_DATA), &explicit(0, &encrypted)])
}

/// `SafeBag` with a certificate (RFC 7292, section 4.2.3).
fn certificate_bag(certificate: &Certificate, attributes: &[u8]) -> Element {
    let value = sequence(&[
        &oid(oids::X509_CERTIFICATE),
        &explicit(0, &octet_string(certificate.der())),
    ]);
    sequence(&[
        &oid(oids::CERTIFICATE_BAG),
        &explicit(0, &value),
        attributes,
    ])
}

/// `PKCS12Attribute` with one value.
fn attribute(kind: der::asn1::ObjectIdentifier, value: &[u8]) -> Element {
    sequence(&[&oid(kind), &set_of(&[value])])
}

/// `\n` in two characters for each line end.
fn escape_line_ends(text: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(text.len().saturating_mul(2)));
    for byte in text {
        match byte {
            b'\n' => out.extend_from_slice(b"\\n"),
            byte => out.push(*byte),
        }
    }
    out
}

/// The media type of PEM.
pub(crate) const PEM_TYPE: &str = "application/x-pem-file";
/// The media type of PKCS#12 (RFC 7292, appendix E).
const PKCS12_TYPE: &str = "application/x-pkcs12";

/// Returns a file name of letters with their accents, digits and hyphens: whose it is, then what is in it. Signs that
/// other scripts put on their letters become hyphens.
pub(crate) fn file_name(label: &str, suffix: &str) -> String {
    let mut stem = String::new();
    for character in label.chars().take(MAX_STEM) {
        match character {
            '@' => stem.push_str("-at-"),
            // An accent may be a character of its own behind its letter.
            '.' | '\u{300}'..='\u{36f}' => stem.push(character),
            // The fillers of Hangul are letters by their property, and nobody sees them.
            _ if character.is_alphanumeric() && !is_invisible(character) => stem.push(character),
            _ if stem.ends_with('-') => {}
            _ => stem.push('-'),
        }
    }
    match stem.trim_matches(['-', '.']) {
        "" => suffix.to_owned(),
        stem => format!("{stem}-{suffix}"),
    }
}

/// The most characters of a name that go into a file name.
const MAX_STEM: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_letters_digits_and_hyphens() {
        for (label, name) in [
            ("Ann", "Ann-key.pem"),
            ("ann@example.com", "ann-at-example.com-key.pem"),
            ("Ann & Bob/2", "Ann-Bob-2-key.pem"),
            ("..", "key.pem"),
            ("Jürgen Groß", "Jürgen-Groß-key.pem"),
            ("Ju\u{308}rgen / Ольга", "Ju\u{308}rgen-Ольга-key.pem"),
            ("a\u{3164}b\u{115f}", "a-b-key.pem"),
            ("a\u{202e}b\u{a0}c", "a-b-c-key.pem"),
        ] {
            assert_eq!(file_name(label, "key.pem"), name);
        }
    }

    /// Such a file is written for its owner alone.
    #[test]
    fn a_key_is_in_the_clear_where_nothing_protects_it() {
        for (destination, is_clear) in [
            (Destination::Anaplan, false),
            (Destination::AzureKeyVault, true),
            (Destination::EnvironmentBase64, true),
            (Destination::EnvironmentEscaped, true),
            (Destination::OldPkcs12, false),
            (Destination::Pkcs12, false),
            (Destination::PrivateKey, false),
            (Destination::PrivateKeyUnprotected, true),
        ] {
            assert_eq!(destination.exposes_key(), is_clear, "{destination:?}");
        }
    }
}
