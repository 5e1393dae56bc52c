//! Java's own key stores: JKS and JCEKS, as `keytool` writes them with `-storetype`.
//!
//! The formats are Java's and have no standard; what is read here is what the JDK's
//! `sun.security.provider.JavaKeyStore` and `com.sun.crypto.provider.JceKeyStore` document and
//! write. A store is protected twice: a digest over the whole file, keyed with the store's
//! passphrase, and each private key by itself, with a passphrase that may be another one.

use super::pkcs12::Contents;
use crate::asn1;
use crate::counted::Counted;
use crate::error::{Error, Result};
use crate::input::{Object, PrivateKeyDer, recognise};
use crate::oid;
use crate::pbe::{self, Passphrase};
use der::asn1::ObjectIdentifier;
use sha1::{Digest, Sha1};
use zeroize::Zeroizing;

/// The first bytes of a JKS file.
const JKS: u32 = 0xFEED_FEED;
/// The first bytes of a JCEKS file.
const JCEKS: u32 = 0xCECE_CECE;

/// What is hashed between the passphrase and the store.
const WHITENER: &[u8] = b"Mighty Aphrodite";

/// The length of a SHA-1 digest, in bytes.
const DIGEST: usize = 20;

/// The most private keys that are opened.
const MAX_KEYS: usize = 32;

/// Opens a store. Returns its certificates and the private keys that `passphrase` opens. If some stay
/// closed, `problems` says so, as it does of what is behind a secret key in a JCEKS store.
///
/// # Errors
/// [`Error::PassphraseNeeded`]; [`Error::PassphraseWrong`]; [`Error::StoreKeyPassphrase`] when the
/// passphrase is the store's and the keys in it have their own; [`Error::DamagedDer`];
/// the caps on cost.
pub fn open(bytes: &[u8], passphrase: Option<&Passphrase>) -> Result<Contents> {
    let mut store = Store::read(bytes).ok_or_else(damaged)?;
    let mut contents = Contents {
        certificates: store.certificates.iter().map(|der| der.to_vec()).collect(),
        left_closed: store.keys.len().saturating_sub(MAX_KEYS),
        problems: store.unread.take().into_iter().collect(),
        ..Contents::default()
    };
    if store.keys.is_empty() {
        return Ok(contents);
    }
    let Some(passphrase) = passphrase else {
        let (scheme, iterations) = store.protection();
        return Err(Error::PassphraseNeeded { scheme, iterations });
    };
    let mut refused = false;
    for key in store.keys.iter().take(MAX_KEYS) {
        match unprotect(key, passphrase)? {
            Some(key) => {
                contents.keys.push(key);
                contents.unlocked = true;
            }
            None => refused = true,
        }
    }
    if !refused {
        return Ok(contents);
    }
    let (scheme, iterations) = store.protection();
    if !contents.keys.is_empty() {
        let problem = Error::StoreKeyPassphrase { scheme, iterations };
        contents.problems.push(problem);
        return Ok(contents);
    }
    if store.is_sealed_with(passphrase) {
        return Err(Error::StoreKeyPassphrase { scheme, iterations });
    }
    Err(Error::PassphraseWrong { scheme, iterations })
}

/// A store, taken apart.
struct Store<'a> {
    magic: u32,
    /// Everything that the digest covers.
    body: &'a [u8],
    digest: &'a [u8],
    certificates: Vec<&'a [u8]>,
    /// `EncryptedPrivateKeyInfo`s.
    keys: Vec<&'a [u8]>,
    /// What says that entries are left from the first secret key on.
    unread: Option<Error>,
}

impl<'a> Store<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let body_length = bytes.len().checked_sub(DIGEST)?;
        let (body, digest) = bytes.split_at_checked(body_length)?;
        let mut reader = Counted(body);
        let mut store = Self {
            magic: reader.u32()?,
            body,
            digest,
            certificates: Vec::new(),
            keys: Vec::new(),
            unread: None,
        };
        let version = reader.u32()?;
        matches!((store.magic, version), (JKS | JCEKS, 1 | 2)).then_some(())?;
        let entries = reader.u32()?;
        for entry in 0..entries {
            let kind = reader.u32()?;
            reader.short_piece()?;
            // The date of creation, in milliseconds.
            reader.take(8)?;
            match kind {
                1 => {
                    store.keys.push(reader.piece()?);
                    for _ in 0..reader.u32()? {
                        store.certificates.push(certificate(&mut reader, version)?);
                    }
                }
                2 => store.certificates.push(certificate(&mut reader, version)?),
                // A secret key: a serialized Java object, whose end only Java knows.
                3 if store.magic == JCEKS => {
                    let count = entries.saturating_sub(entry);
                    store.unread = Some(Error::StoreUnread { count });
                    return Some(store);
                }
                _ => return None,
            }
        }
        reader.0.is_empty().then_some(store)
    }

    /// How its keys are protected, and how many iterations opening one takes.
    fn protection(&self) -> (String, u32) {
        let iterations = |key: &&[u8]| Some(TripleDes::read(&Protected::read(key)?)?.iterations);
        let iterations = self.keys.iter().filter_map(iterations).max().unwrap_or(1);
        let name = if self.magic == JKS { "JKS" } else { "JCEKS" };
        (name.to_owned(), iterations)
    }

    /// Returns whether this is the passphrase that the whole store is sealed with.
    fn is_sealed_with(&self, passphrase: &Passphrase) -> bool {
        let mut state = Sha1::new();
        state.update(&*passphrase.utf16());
        state.update(WHITENER);
        state.update(self.body);
        pbe::equal(&state.finalize(), self.digest)
    }
}

/// A certificate in a store of this version.
fn certificate<'a>(reader: &mut Counted<'a>, version: u32) -> Option<&'a [u8]> {
    if version == 2 {
        let kind = reader.short_piece()?;
        (kind == b"X.509").then_some(())?;
    }
    reader.piece()
}

/// An `EncryptedPrivateKeyInfo` (RFC 5958, section 3).
struct Protected<'a> {
    algorithm: ObjectIdentifier,
    parameters: Option<der::asn1::AnyRef<'a>>,
    data: &'a [u8],
}

impl<'a> Protected<'a> {
    fn read(der: &'a [u8]) -> Option<Self> {
        let parts = asn1::children(der)?;
        let (algorithm, parameters) = asn1::algorithm(parts.first()?)?;
        let data = asn1::octets(parts.get(1)?)?;
        Some(Self {
            algorithm,
            parameters,
            data,
        })
    }
}

/// Removes the protection of one key; `None` when the passphrase does not open it.
fn unprotect(der: &[u8], passphrase: &Passphrase) -> Result<Option<PrivateKeyDer>> {
    let protected = Protected::read(der).ok_or_else(damaged)?;
    let plain = match protected.algorithm {
        oid::SUN_KEY_PROTECTOR => keystream(protected.data, passphrase),
        oid::SUN_MD5_TRIPLE_DES => {
            let scheme = TripleDes::read(&protected).ok_or_else(damaged)?;
            pbe::check_iterations(scheme.iterations, pbe::MAX_ITERATIONS)?;
            scheme.decrypt(protected.data, passphrase)
        }
        other => {
            return Err(Error::UnsupportedEncryption {
                scheme: other.to_string(),
            });
        }
    };
    let key = plain.as_deref().and_then(|plain| recognise(plain));
    Ok(match key {
        Some(Object::PrivateKey(key)) => Some(key),
        _ => None,
    })
}

/// Sun's key protector: salt, key XOR keystream, SHA-1 of passphrase and key. Each block of the
/// keystream is the SHA-1 of the passphrase and the block before it, the salt being the first.
fn keystream(data: &[u8], passphrase: &Passphrase) -> Option<Zeroizing<Vec<u8>>> {
    let (salt, rest) = data.split_at_checked(DIGEST)?;
    let (hidden, check) = rest.split_at_checked(rest.len().checked_sub(DIGEST)?)?;
    let passphrase = passphrase.utf16();
    let mut plain = Zeroizing::new(hidden.to_vec());
    let mut block = Zeroizing::new(salt.to_vec());
    for chunk in plain.chunks_mut(DIGEST) {
        let digest = Sha1::new().chain_update(&*passphrase).chain_update(&*block);
        block = Zeroizing::new(digest.finalize().to_vec());
        for (byte, key) in chunk.iter_mut().zip(block.iter()) {
            *byte ^= key;
        }
    }
    let digest = Sha1::new().chain_update(&*passphrase).chain_update(&*plain);
    pbe::equal(&digest.finalize(), check).then_some(plain)
}

/// Sun's `PBEWithMD5AndTripleDES`.
struct TripleDes {
    salt: [u8; 8],
    iterations: u32,
}

impl TripleDes {
    fn read(protected: &Protected<'_>) -> Option<Self> {
        (protected.algorithm == oid::SUN_MD5_TRIPLE_DES).then_some(())?;
        let parameters = asn1::elements(protected.parameters?)?;
        Some(Self {
            salt: asn1::octets(parameters.first()?)?.try_into().ok()?,
            iterations: asn1::number(parameters.get(1)?)?,
        })
    }

    /// Key and initialization vector are the iterated MD5 of either half of the salt, each with the
    /// passphrase behind it. Java changes the first half when both are equal, and not quite as its
    /// comment says.
    fn decrypt(&self, data: &[u8], passphrase: &Passphrase) -> Option<Zeroizing<Vec<u8>>> {
        let passphrase = passphrase.ascii()?;
        let [a, b, c, d, second @ ..] = self.salt;
        let first = if [a, b, c, d] == second {
            [d, a, b, d]
        } else {
            [a, b, c, d]
        };
        let mut derived = Zeroizing::new(Vec::with_capacity(32));
        for half in [first, second] {
            let mut state = Zeroizing::new(half.to_vec());
            for _ in 0..self.iterations {
                let digest = md5::Md5::new()
                    .chain_update(&*state)
                    .chain_update(passphrase);
                state = Zeroizing::new(digest.finalize().to_vec());
            }
            derived.extend_from_slice(&state);
        }
        let (key, iv) = derived.split_at_checked(24)?;
        pbe::decrypt_triple_des(key, iv, data)
    }
}

fn damaged() -> Error {
    Error::DamagedDer {
        label: "JKS".to_owned(),
    }
}
