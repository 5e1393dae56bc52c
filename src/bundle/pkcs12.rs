//! PKCS#12 (`.p12`, `.pfx`, RFC 7292): certificates and private keys behind one pass phrase.

use crate::asn1::{self, ber};
use crate::error::{Error, Result};
use crate::input::{Object, PrivateKeyDer, PrivateKeyForm, recognise};
use crate::pbe::{Closed, Mac, Passphrase, Scheme};
use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Tag, Tagged};
use zeroize::Zeroizing;

const DATA: &str = "1.2.840.113549.1.7.1";
const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";
const KEY_BAG: &str = "1.2.840.113549.1.12.10.1.1";
const SHROUDED_KEY_BAG: &str = "1.2.840.113549.1.12.10.1.2";
const CERTIFICATE_BAG: &str = "1.2.840.113549.1.12.10.1.3";
const SAFE_CONTENTS_BAG: &str = "1.2.840.113549.1.12.10.1.6";
const X509_CERTIFICATE: &str = "1.2.840.113549.1.9.22.1";

/// The most private keys that are opened: each costs a derivation.
const MAX_KEYS: usize = 32;
/// How deep bags may stand in bags.
const MAX_DEPTH: usize = 8;
/// Up to how many rounds the empty pass phrase is tried without being asked to. Fuzzing looks for
/// ways through the reader, not for work.
const FREE_ROUNDS: u32 = if cfg!(fuzzing) { 8 } else { 10_000 };

/// What was in a file.
#[derive(Debug, Default)]
pub struct Contents {
    /// Certificates, DER.
    pub certificates: Vec<Vec<u8>>,
    /// Private keys, opened.
    pub keys: Vec<PrivateKeyDer>,
    /// How many private keys were left closed because there are too many.
    pub left_closed: usize,
}

/// Opens a file. Without a pass phrase the empty one is tried, which some programs write.
///
/// # Errors
/// [`Error::PassphraseNeeded`], [`Error::PassphraseWrong`], [`Error::UnsupportedEncryption`], the
/// caps on cost, and [`Error::DamagedDer`] when the pass phrase is right and the content is not.
pub fn open(bytes: &[u8], passphrase: Option<&Passphrase>) -> Result<Contents> {
    let (der, _) = ber::to_der(bytes).ok_or_else(damaged)?;
    let file = File::read(&der)?;
    let empty = Passphrase::new(Zeroizing::new(String::new()));
    let (rounds, scheme) = file.cost()?;
    match passphrase {
        Some(passphrase) => match file.open(passphrase, Error::PassphraseWrong) {
            // The pass phrase may be another file's, and this one's empty.
            Err(Error::PassphraseWrong) if rounds <= FREE_ROUNDS => {
                file.open(&empty, Error::PassphraseWrong)
            }
            opened => opened,
        },
        None => {
            let needed = Error::PassphraseNeeded { scheme, rounds };
            if rounds > FREE_ROUNDS {
                return Err(needed);
            }
            file.open(&empty, needed)
        }
    }
}

/// The outer structure (RFC 7292, section 4).
struct File<'a> {
    /// The `AuthenticatedSafe`, DER; what the integrity check covers.
    safe: Zeroizing<Vec<u8>>,
    mac: Option<AnyRef<'a>>,
}

impl<'a> File<'a> {
    fn read(der: &'a [u8]) -> Result<Self> {
        let parts = asn1::children(der).ok_or_else(damaged)?;
        let info = parts
            .get(1)
            .and_then(|info| asn1::elements(*info))
            .ok_or_else(damaged)?;
        let content_type = info.first().and_then(asn1::oid).ok_or_else(damaged)?;
        if content_type != oid(DATA) {
            // Integrity by a public key instead of a pass phrase; no program is known to write it.
            return Err(Error::UnsupportedEncryption {
                scheme: content_type.to_string(),
            });
        }
        let content = info
            .get(1)
            .and_then(|any| asn1::explicit(any, 0))
            .ok_or_else(damaged)?;
        let safe = asn1::octets(&content).ok_or_else(damaged)?;
        Ok(Self {
            safe: Zeroizing::new(safe.to_vec()),
            mac: parts.get(2).copied(),
        })
    }

    /// The rounds of its most expensive derivation, and how it is protected.
    fn cost(&self) -> Result<(u32, String)> {
        let mac = self.mac.map(Mac::from_mac_data).transpose()?;
        let mut rounds = mac.map_or(0, |mac| mac.rounds());
        let mut name = "PKCS#12".to_owned();
        for scheme in self.schemes()? {
            rounds = rounds.max(scheme.rounds());
            name = format!("PKCS#12, {}", scheme.name());
        }
        Ok((rounds, name))
    }

    /// How its parts are protected: of the keys of a part that is not encrypted as a whole, the
    /// dearest.
    fn schemes(&self) -> Result<Vec<Scheme>> {
        let mut schemes = Vec::new();
        // The content is BER again in files whose outer shell is.
        let safe = ber::to_der(&self.safe).ok_or_else(damaged)?.0;
        for info in asn1::children(&safe).ok_or_else(damaged)? {
            if let Some(encrypted) = Encrypted::read(info) {
                schemes.push(Scheme::from_algorithm(&encrypted.algorithm)?);
            } else if let Some(bags) = data(info) {
                // What cannot be read here is said when it is opened.
                let dearest = shrouded(&bags, MAX_DEPTH)
                    .into_iter()
                    .max_by_key(Scheme::rounds);
                schemes.extend(dearest);
            }
        }
        Ok(schemes)
    }

    /// `wrong` is what is said of a pass phrase that does not fit.
    fn open(&self, passphrase: &Passphrase, wrong: Error) -> Result<Contents> {
        let mac = self.mac.map(Mac::from_mac_data).transpose()?;
        let checked = match &mac {
            Some(mac) if !mac.verifies(passphrase, &self.safe) => {
                let damage = wrong == Error::PassphraseWrong && self.is_opened_by(passphrase);
                return Err(if damage { damaged() } else { wrong });
            }
            mac => mac.is_some(),
        };
        // With the integrity check passed, what does not open now is not the pass phrase's fault.
        self.contents(passphrase, if checked { damaged() } else { wrong })
    }

    /// Whether the pass phrase opens what is encrypted, though the integrity check failed: then the
    /// file was changed.
    fn is_opened_by(&self, passphrase: &Passphrase) -> bool {
        let is_protected = self.schemes().is_ok_and(|schemes| !schemes.is_empty());
        let opened = || self.contents(passphrase, Error::PassphraseWrong);
        is_protected && !matches!(opened(), Err(Error::PassphraseWrong))
    }

    fn contents(&self, passphrase: &Passphrase, wrong: Error) -> Result<Contents> {
        let reader = Reader { passphrase, wrong };
        let mut contents = Contents::default();
        let safe = ber::to_der(&self.safe).ok_or_else(damaged)?.0;
        for info in asn1::children(&safe).ok_or_else(damaged)? {
            reader.content_info(info, &mut contents)?;
        }
        Ok(contents)
    }
}

/// The bags of a `ContentInfo` that is not encrypted as a whole, DER.
fn data(info: AnyRef<'_>) -> Option<Zeroizing<Vec<u8>>> {
    let parts = asn1::elements(info)?;
    (asn1::oid(parts.first()?)? == oid(DATA)).then_some(())?;
    let content = asn1::explicit(parts.get(1)?, 0)?;
    Some(ber::to_der(asn1::octets(&content)?)?.0)
}

/// How the private keys in `bags` are protected.
fn shrouded(bags: &[u8], depth: usize) -> Vec<Scheme> {
    let mut schemes = Vec::new();
    for bag in asn1::children(bags).unwrap_or_default() {
        let parts = asn1::elements(bag).unwrap_or_default();
        let kind = parts.first().and_then(asn1::oid);
        let value = parts.get(1).and_then(|any| asn1::explicit(any, 0));
        let (Some(kind), Some(value)) = (kind, value) else {
            continue;
        };
        if kind == oid(SHROUDED_KEY_BAG) {
            let parts = asn1::elements(value).unwrap_or_default();
            let scheme = parts.first().map(Scheme::from_algorithm);
            schemes.extend(scheme.and_then(Result::ok));
        } else if kind == oid(SAFE_CONTENTS_BAG)
            && let (Some(depth), Ok(inner)) = (depth.checked_sub(1), encoded(value))
        {
            schemes.extend(shrouded(&inner, depth));
        }
    }
    schemes
}

struct Reader<'a> {
    passphrase: &'a Passphrase,
    wrong: Error,
}

impl Reader<'_> {
    fn content_info(&self, info: AnyRef<'_>, contents: &mut Contents) -> Result<()> {
        if let Some(encrypted) = Encrypted::read(info) {
            let scheme = Scheme::from_algorithm(&encrypted.algorithm)?;
            let plain = scheme
                .decrypt(self.passphrase, &encrypted.data, |plain| {
                    // A stream cipher has no padding that a wrong key would get wrong.
                    let (der, rest) = ber::to_der(&plain)?;
                    (der.starts_with(&[0x30]) && rest.is_empty()).then_some(der)
                })
                .map_err(|closed| match closed {
                    Closed::Damaged => damaged(),
                    Closed::Wrong => self.wrong.clone(),
                })?;
            return self.safe_contents(&plain, contents, MAX_DEPTH);
        }
        let parts = asn1::elements(info).ok_or_else(damaged)?;
        let content_type = parts.first().and_then(asn1::oid).ok_or_else(damaged)?;
        if content_type != oid(DATA) {
            return Err(Error::UnsupportedEncryption {
                scheme: content_type.to_string(),
            });
        }
        let content = parts
            .get(1)
            .and_then(|any| asn1::explicit(any, 0))
            .ok_or_else(damaged)?;
        let octets = asn1::octets(&content).ok_or_else(damaged)?;
        let plain = ber::to_der(octets).ok_or_else(damaged)?.0;
        self.safe_contents(&plain, contents, MAX_DEPTH)
    }

    fn safe_contents(&self, der: &[u8], contents: &mut Contents, depth: usize) -> Result<()> {
        for bag in asn1::children(der).ok_or_else(damaged)? {
            let parts = asn1::elements(bag).ok_or_else(damaged)?;
            let kind = parts.first().and_then(asn1::oid).ok_or_else(damaged)?;
            let value = parts
                .get(1)
                .and_then(|any| asn1::explicit(any, 0))
                .ok_or_else(damaged)?;
            self.bag(&kind.to_string(), value, contents, depth)?;
        }
        Ok(())
    }

    fn bag(
        &self,
        kind: &str,
        value: AnyRef<'_>,
        contents: &mut Contents,
        depth: usize,
    ) -> Result<()> {
        match kind {
            KEY_BAG | SHROUDED_KEY_BAG if contents.keys.len() >= MAX_KEYS => {
                contents.left_closed = contents.left_closed.saturating_add(1);
            }
            KEY_BAG => contents.keys.push(plain_key(&encoded(value)?)?),
            SHROUDED_KEY_BAG => {
                let file = PrivateKeyDer {
                    form: PrivateKeyForm::EncryptedPkcs8,
                    der: encoded(value)?,
                };
                let key = file.decrypt(self.passphrase).map_err(|error| match error {
                    Error::PassphraseWrong => self.wrong.clone(),
                    other => other,
                })?;
                contents.keys.push(key);
            }
            CERTIFICATE_BAG => contents.certificates.extend(certificate(value)),
            SAFE_CONTENTS_BAG => {
                let depth = depth.checked_sub(1).ok_or_else(damaged)?;
                self.safe_contents(&encoded(value)?, contents, depth)?;
            }
            // Revocation lists and secrets of other kinds.
            _ => {}
        }
        Ok(())
    }
}

/// `EncryptedData` (RFC 5652, section 8).
struct Encrypted<'a> {
    algorithm: AnyRef<'a>,
    data: Vec<u8>,
}

impl<'a> Encrypted<'a> {
    fn read(info: AnyRef<'a>) -> Option<Self> {
        let parts = asn1::elements(info)?;
        (asn1::oid(parts.first()?)? == oid(ENCRYPTED_DATA)).then_some(())?;
        let encrypted = asn1::elements(asn1::explicit(parts.get(1)?, 0)?)?;
        let content = asn1::elements(*encrypted.get(1)?)?;
        let data = content.get(2)?;
        asn1::is_context(data, 0).then_some(())?;
        Some(Self {
            algorithm: *content.get(1)?,
            data: implicit_octets(data)?,
        })
    }
}

/// An OCTET STRING under an implicit tag, in one piece or, from BER, in several.
fn implicit_octets(any: &AnyRef<'_>) -> Option<Vec<u8>> {
    if !any.tag().is_constructed() {
        return Some(any.value().to_vec());
    }
    let pieces = asn1::elements(*any)?;
    let pieces: Option<Vec<&[u8]>> = pieces.iter().map(asn1::octets).collect();
    Some(pieces?.concat())
}

fn certificate(value: AnyRef<'_>) -> Option<Vec<u8>> {
    let parts = asn1::elements(value)?;
    (asn1::oid(parts.first()?)? == oid(X509_CERTIFICATE)).then_some(())?;
    let content = asn1::explicit(parts.get(1)?, 0)?;
    (content.tag() == Tag::OctetString).then(|| content.value().to_vec())
}

fn plain_key(der: &[u8]) -> Result<PrivateKeyDer> {
    match recognise(der) {
        Some(Object::PrivateKey(key)) => Ok(key),
        _ => Err(damaged()),
    }
}

fn encoded(value: AnyRef<'_>) -> Result<Zeroizing<Vec<u8>>> {
    der::Encode::to_der(&value)
        .map(Zeroizing::new)
        .map_err(|_| damaged())
}

fn damaged() -> Error {
    Error::DamagedDer {
        label: "PKCS#12".to_owned(),
    }
}

fn oid(text: &'static str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}
