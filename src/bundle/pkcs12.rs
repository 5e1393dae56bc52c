//! PKCS#12 (`.p12`, `.pfx`, RFC 7292): certificates and private keys behind one passphrase.
//!
//! The file is walked once, into parts and bags that are not decrypted yet. What it costs to open
//! and how it is protected are then known without a passphrase.

use crate::asn1::{self, ber};
use crate::error::{Error, Result};
use crate::input::{Object, PrivateKeyDer, PrivateKeyForm, recognise};
use crate::oid;
use crate::pbe::{DecryptError, Mac, Passphrase, Scheme};
use der::asn1::AnyRef;
use der::{Tag, Tagged};
use zeroize::Zeroizing;

/// The most private keys, and the most encrypted parts, that are tried: each costs a derivation, opened or not.
const MAX_TRIED: usize = 32;
/// How deep bags may be nested in bags.
const MAX_DEPTH: usize = 8;
/// Up to how many iterations something is tried that nobody asked for: the empty passphrase, and
/// what is left of a file whose first part did not open. Fuzzing looks for ways through the reader,
/// not for work.
const FREE_ITERATIONS: u32 = if cfg!(fuzzing) { 8 } else { 10_000 };

/// The content of a file.
#[derive(Debug, Default)]
pub struct Contents {
    /// Certificates, DER.
    pub certificates: Vec<Vec<u8>>,
    /// Private keys, decrypted.
    pub keys: Vec<PrivateKeyDer>,
    /// How many private keys and encrypted parts were left closed because there are too many.
    pub left_closed: usize,
    /// Whether the passphrase that was given opened something.
    pub unlocked: bool,
    /// How many entries are neither a certificate nor a private key.
    pub others: usize,
    /// What is wrong with single entries.
    pub problems: Vec<Error>,
}

impl Contents {
    fn is_empty(&self) -> bool {
        self.certificates.is_empty() && self.keys.is_empty()
    }
}

/// Opens a file. Without a passphrase the empty one is tried, which some programs write.
///
/// # Errors
/// [`Error::PassphraseNeeded`], [`Error::PassphraseWrong`], [`Error::BundleTwoPassphrases`],
/// [`Error::BundleIntegrity`], [`Error::UnsupportedEncryption`], the caps on cost, and
/// [`Error::DamagedDer`].
pub fn open(bytes: &[u8], passphrase: Option<&Passphrase>) -> Result<Contents> {
    let (der, _) = ber::to_der(bytes).ok_or_else(damaged)?;
    let file = File::read(&der)?;
    let (scheme, iterations) = file.cost();
    let is_free = iterations <= FREE_ITERATIONS;
    let with_empty = || {
        is_free.then_some(())?;
        Some(file.open(&Passphrase::new(Zeroizing::default()), is_free))
    };
    let Some(passphrase) = passphrase else {
        return match with_empty() {
            Some(Ok(contents)) => Ok(contents),
            Some(Err(Refusal::Other(error))) => Err(error),
            _ => Err(Error::PassphraseNeeded { scheme, iterations }),
        };
    };
    match file.open(passphrase, is_free) {
        Ok(contents) => Ok(contents),
        Err(Refusal::Other(error)) => Err(error),
        Err(Refusal::Integrity) => Err(Error::BundleIntegrity),
        Err(Refusal::Second) => Err(Error::BundleTwoPassphrases { scheme, iterations }),
        // The passphrase may be another file's, and this one's empty.
        Err(Refusal::Wrong) => match with_empty() {
            Some(Ok(contents)) => Ok(contents),
            _ => Err(Error::PassphraseWrong { scheme, iterations }),
        },
    }
}

/// Why a passphrase did not open a file.
enum Refusal {
    /// It opens nothing.
    Wrong,
    /// It opens all of the content, and the integrity check does not agree with it.
    Integrity,
    /// It fits a part of the file and not the rest.
    Second,
    /// The passphrase is not the reason.
    Other(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

/// A file before it is decrypted (RFC 7292, section 4).
struct File {
    /// The `AuthenticatedSafe`, DER: what the integrity check covers.
    safe: Zeroizing<Vec<u8>>,
    mac: Option<Mac>,
    parts: Vec<Part>,
}

/// One `ContentInfo` of the `AuthenticatedSafe`.
enum Part {
    /// Encrypted as a whole (RFC 5652, section 8).
    Encrypted { scheme: Scheme, data: Vec<u8> },
    /// Not encrypted as a whole; its keys may be.
    Plain(Vec<Bag>),
}

/// One `SafeBag` (RFC 7292, section 4.2). Nested bags are flattened.
enum Bag {
    Certificate(Vec<u8>),
    Key(Zeroizing<Vec<u8>>),
    Shrouded(PrivateKeyDer),
    /// Revocation lists, secrets, certificates of other kinds.
    Other,
    /// Not what RFC 7292 says, or nested too deep.
    Damaged,
}

impl File {
    fn read(der: &[u8]) -> Result<Self> {
        let parts = asn1::children(der).ok_or_else(damaged)?;
        let info = parts
            .get(1)
            .and_then(|info| asn1::elements(*info))
            .ok_or_else(damaged)?;
        let content_type = info.first().and_then(asn1::oid).ok_or_else(damaged)?;
        if content_type != oid::DATA {
            // Integrity by a public key instead of a passphrase; no program is known to write it.
            return Err(Error::UnsupportedEncryption {
                scheme: content_type.to_string(),
            });
        }
        let content = info
            .get(1)
            .and_then(|any| asn1::explicit(any, 0))
            .ok_or_else(damaged)?;
        let safe = asn1::octets(&content).ok_or_else(damaged)?;
        let mac = parts
            .get(2)
            .map(|mac| Mac::from_mac_data(*mac))
            .transpose()?;
        // The content is BER again in files whose outer shell is.
        let infos = ber::to_der(safe).ok_or_else(damaged)?.0;
        let infos = asn1::children(&infos).ok_or_else(damaged)?;
        Ok(Self {
            safe: Zeroizing::new(safe.to_vec()),
            mac,
            parts: infos.into_iter().map(Part::read).collect::<Result<_>>()?,
        })
    }

    /// How its dearest part is protected, and how many iterations that takes.
    fn cost(&self) -> (String, u32) {
        let schemes = self.parts.iter().filter_map(Part::dearest_scheme);
        let dearest = schemes
            .map(|scheme| (format!("PKCS#12, {}", scheme.name()), scheme.iterations()))
            .max_by_key(|(_, iterations)| *iterations);
        let (name, iterations) = dearest.unwrap_or_else(|| ("PKCS#12".to_owned(), 0));
        let check = self.mac.as_ref().map_or(0, Mac::iterations);
        (name, iterations.max(check))
    }

    /// Tries a passphrase. With `thoroughly`, parts behind one that does not open are tried too.
    fn open(
        &self,
        passphrase: &Passphrase,
        thoroughly: bool,
    ) -> core::result::Result<Contents, Refusal> {
        let check = self
            .mac
            .as_ref()
            .map(|mac| mac.verifies(passphrase, &self.safe));
        let mut attempt = Attempt {
            passphrase,
            thoroughly: thoroughly || check == Some(true),
            contents: Contents::default(),
            tried_keys: 0,
            tried_parts: 0,
            opened: 0,
            refused: 0,
        };
        for part in &self.parts {
            attempt.part(part)?;
        }
        let Attempt {
            mut contents,
            opened,
            refused,
            ..
        } = attempt;
        contents.unlocked = !passphrase.is_empty() && (opened > 0 || check == Some(true));
        match (check, opened, refused) {
            (Some(false), 0, _) => Err(Refusal::Wrong),
            (Some(false), _, 0) => Err(Refusal::Integrity),
            (Some(false), ..) => Err(Refusal::Second),
            (_, _, 0) => match contents.problems.pop() {
                Some(problem) if contents.is_empty() => Err(Refusal::Other(problem)),
                problem => {
                    contents.problems.extend(problem);
                    Ok(contents)
                }
            },
            (None, 0, _) => Err(Refusal::Wrong),
            _ if contents.is_empty() => Err(Refusal::Second),
            _ => {
                let (scheme, iterations) = self.cost();
                let second = Error::BundleTwoPassphrases { scheme, iterations };
                contents.problems.push(second);
                Ok(contents)
            }
        }
    }
}

impl Part {
    fn read(info: AnyRef<'_>) -> Result<Self> {
        let parts = asn1::elements(info).ok_or_else(damaged)?;
        let content_type = parts.first().and_then(asn1::oid).ok_or_else(damaged)?;
        let content = parts.get(1).and_then(|any| asn1::explicit(any, 0));
        let unsupported = || Error::UnsupportedEncryption {
            scheme: content_type.to_string(),
        };
        match content_type {
            oid::DATA => {
                let content = content.ok_or_else(damaged)?;
                let octets = asn1::octets(&content).ok_or_else(damaged)?;
                let plain = ber::to_der(octets).ok_or_else(damaged)?.0;
                let mut bags = Vec::new();
                read_bags(&plain, &mut bags, MAX_DEPTH)?;
                Ok(Self::Plain(bags))
            }
            oid::ENCRYPTED_DATA => {
                let (algorithm, data) = content.and_then(encrypted).ok_or_else(unsupported)?;
                let scheme = Scheme::from_algorithm(&algorithm)?;
                Ok(Self::Encrypted { scheme, data })
            }
            _ => Err(unsupported()),
        }
    }

    /// Its own protection, or that of the dearest key in it.
    fn dearest_scheme(&self) -> Option<Scheme> {
        match self {
            Self::Encrypted { scheme, .. } => Some(scheme.clone()),
            Self::Plain(bags) => {
                let schemes = bags.iter().filter_map(|bag| match bag {
                    Bag::Shrouded(file) => file.scheme().ok().flatten(),
                    _ => None,
                });
                schemes.max_by_key(Scheme::iterations)
            }
        }
    }
}

/// Algorithm and bytes of an `EncryptedData` (RFC 5652, section 8).
fn encrypted(content: AnyRef<'_>) -> Option<(AnyRef<'_>, Vec<u8>)> {
    let parts = asn1::elements(content)?;
    let info = asn1::elements(*parts.get(1)?)?;
    let data = info.get(2)?;
    asn1::is_context(data, 0).then_some(())?;
    Some((*info.get(1)?, implicit_octets(data)?))
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

/// Reads a `SafeContents` (RFC 7292, section 4.2).
fn read_bags(der: &[u8], bags: &mut Vec<Bag>, depth: usize) -> Result<()> {
    for bag in asn1::children(der).ok_or_else(damaged)? {
        let parts = asn1::elements(bag).unwrap_or_default();
        let kind = parts.first().and_then(asn1::oid);
        let value = parts.get(1).and_then(|any| asn1::explicit(any, 0));
        let (Some(kind), Some(value)) = (kind, value) else {
            bags.push(Bag::Damaged);
            continue;
        };
        match (kind, encoded(value)) {
            (oid::KEY_BAG, Some(der)) => bags.push(Bag::Key(der)),
            (oid::SHROUDED_KEY_BAG, Some(der)) => {
                let form = PrivateKeyForm::EncryptedPkcs8;
                bags.push(Bag::Shrouded(PrivateKeyDer { form, der }));
            }
            (oid::CERTIFICATE_BAG, _) => {
                bags.push(certificate(value).map_or(Bag::Other, Bag::Certificate));
            }
            (oid::SAFE_CONTENTS_BAG, Some(der)) => match depth.checked_sub(1) {
                Some(depth) => read_bags(&der, bags, depth)?,
                None => bags.push(Bag::Damaged),
            },
            (_, Some(_)) => bags.push(Bag::Other),
            (_, None) => bags.push(Bag::Damaged),
        }
    }
    Ok(())
}

fn certificate(value: AnyRef<'_>) -> Option<Vec<u8>> {
    let parts = asn1::elements(value)?;
    (asn1::oid(parts.first()?)? == oid::X509_CERTIFICATE).then_some(())?;
    let content = asn1::explicit(parts.get(1)?, 0)?;
    (content.tag() == Tag::OctetString).then(|| content.value().to_vec())
}

/// One passphrase on its way through the file.
struct Attempt<'a> {
    passphrase: &'a Passphrase,
    thoroughly: bool,
    contents: Contents,
    /// How many private keys were tried.
    tried_keys: usize,
    /// How many encrypted parts were tried.
    tried_parts: usize,
    /// How many encrypted things it opened.
    opened: usize,
    /// How many it did not.
    refused: usize,
}

impl Attempt<'_> {
    /// Whether what is encrypted is still tried.
    fn goes_on(&self) -> bool {
        self.thoroughly || self.refused == 0
    }

    /// Says that something is left closed, because there are too many.
    fn leave_closed(&mut self) {
        self.contents.left_closed = self.contents.left_closed.saturating_add(1);
    }

    fn part(&mut self, part: &Part) -> Result<()> {
        match part {
            Part::Plain(bags) => {
                for bag in bags {
                    self.bag(bag);
                }
            }
            Part::Encrypted { .. } if !self.goes_on() => {}
            Part::Encrypted { .. } if self.tried_parts >= MAX_TRIED => self.leave_closed(),
            Part::Encrypted { scheme, data } => {
                self.tried_parts = self.tried_parts.saturating_add(1);
                let plain = scheme.decrypt(self.passphrase, data, |plain| {
                    // A stream cipher has no padding that a wrong key would get wrong.
                    let (der, rest) = ber::to_der(&plain)?;
                    (der.starts_with(&[0x30]) && rest.is_empty()).then_some(der)
                });
                let plain = match plain {
                    Ok(plain) => plain,
                    Err(DecryptError::Damaged) => return Err(damaged()),
                    Err(DecryptError::Wrong) => {
                        self.refused = self.refused.saturating_add(1);
                        return Ok(());
                    }
                };
                self.opened = self.opened.saturating_add(1);
                let mut bags = Vec::new();
                read_bags(&plain, &mut bags, MAX_DEPTH)?;
                for bag in &bags {
                    self.bag(bag);
                }
            }
        }
        Ok(())
    }

    fn key(&mut self, file: &PrivateKeyDer) {
        match file.decrypt(self.passphrase) {
            Ok(key) => {
                self.contents.keys.push(key);
                self.opened = self.opened.saturating_add(1);
            }
            Err(Error::PassphraseWrong { .. }) => {
                self.refused = self.refused.saturating_add(1);
            }
            Err(error) => self.contents.problems.push(error),
        }
    }

    fn bag(&mut self, bag: &Bag) {
        match bag {
            Bag::Certificate(der) => self.contents.certificates.push(der.clone()),
            Bag::Shrouded(_) if !self.goes_on() => {}
            Bag::Key(_) if self.contents.keys.len() >= MAX_TRIED => self.leave_closed(),
            Bag::Key(der) => match recognise(der) {
                Some(Object::PrivateKey(key)) => self.contents.keys.push(key),
                _ => self.contents.problems.push(damaged()),
            },
            // Of a scheme that is unknown, or costs too much, nothing is derived.
            Bag::Shrouded(file) if file.scheme().is_err() => {
                self.contents.problems.extend(file.scheme().err());
            }
            Bag::Shrouded(_) if self.tried_keys >= MAX_TRIED => self.leave_closed(),
            Bag::Shrouded(file) => {
                self.tried_keys = self.tried_keys.saturating_add(1);
                self.key(file);
            }
            Bag::Other => self.contents.others = self.contents.others.saturating_add(1),
            Bag::Damaged => self.contents.problems.push(damaged()),
        }
    }
}

fn encoded(value: AnyRef<'_>) -> Option<Zeroizing<Vec<u8>>> {
    der::Encode::to_der(&value).map(Zeroizing::new).ok()
}

fn damaged() -> Error {
    Error::DamagedDer {
        label: "PKCS#12".to_owned(),
    }
}
