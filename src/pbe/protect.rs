//! Encryption of what is saved: PBES2 with AES-256 (RFC 8018, section 6.2) for every program of
//! today, and the PKCS#12 scheme of 3DES and SHA-1 (RFC 7292, appendix C) for old Windows and macOS.

use super::kdf::{Kdf, Purpose};
use super::{Passphrase, Scheme};
use crate::asn1::write::{Element, algorithm, integer, null, octet_string, sequence};
use crate::error::{Error, Result};
use crate::hash::{Hash, with_hash};
use crate::oid;
use der::Decode;
use der::asn1::AnyRef;
use hmac::{Hmac, KeyInit, Mac as _};
use rand_core::TryCryptoRng;
use zeroize::Zeroizing;

/// How something is encrypted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Protection {
    /// PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC.
    Aes256,
    /// `pbeWithSHAAnd3-KeyTripleDES-CBC`.
    TripleDes,
}

/// Encrypted bytes and the `AlgorithmIdentifier` that says how.
pub(crate) struct Protected {
    pub(crate) algorithm: Element,
    pub(crate) data: Vec<u8>,
}

/// Encrypts `plain` with a fresh salt and, for PBES2, a fresh initialization vector.
///
/// The parameters are read back by [`Scheme::from_algorithm`] before anything is derived from them,
/// so that what is written cannot differ from what is read.
///
/// # Errors
/// [`Error::RandomUnavailable`].
pub(crate) fn protect<R: TryCryptoRng + ?Sized>(
    protection: Protection,
    iterations: u32,
    passphrase: &Passphrase,
    plain: &[u8],
    random: &mut R,
) -> Result<Protected> {
    let algorithm = match protection {
        Protection::Aes256 => {
            let (salt, iv) = (fresh::<16, R>(random)?, fresh::<16, R>(random)?);
            let kdf = sequence(&[
                &octet_string(&*salt),
                &integer(iterations),
                &algorithm(oid::HMAC_SHA256, &null()),
            ]);
            let kdf = algorithm(oid::PBKDF2, &kdf);
            let cipher = algorithm(oid::AES_256_CBC, &octet_string(&*iv));
            algorithm(oid::PBES2, &sequence(&[&kdf, &cipher]))
        }
        Protection::TripleDes => {
            let salt = fresh::<8, R>(random)?;
            let parameters = sequence(&[&octet_string(&*salt), &integer(iterations)]);
            algorithm(oid::PKCS12_3DES_3KEY, &parameters)
        }
    };
    let written = AnyRef::from_der(&algorithm).map_err(|_| super::scheme::unreadable())?;
    let data = Scheme::from_algorithm(&written)?
        .encrypt(passphrase, plain)
        .ok_or_else(super::scheme::unreadable)?;
    Ok(Protected { algorithm, data })
}

/// Returns `MacData` (RFC 7292, section 4): the HMAC of `data` under a key from the passphrase.
///
/// # Errors
/// [`Error::RandomUnavailable`].
pub(crate) fn mac_data<R: TryCryptoRng + ?Sized>(
    hash: Hash,
    iterations: u32,
    passphrase: &Passphrase,
    data: &[u8],
    random: &mut R,
) -> Result<Element> {
    let salt = fresh::<16, R>(random)?;
    let kdf = Kdf::Pkcs12 {
        hash,
        salt: salt.to_vec(),
        iterations,
    };
    let key = kdf
        .forms(passphrase)
        .first()
        .and_then(|form| kdf.derive(form, Purpose::Mac, hash.length()))
        .ok_or_else(super::scheme::unreadable)?;
    let mac = with_hash!(hash, H => {
        let mut mac = Hmac::<H>::new_from_slice(&key).map_err(|_| super::scheme::unreadable())?;
        mac.update(data);
        mac.finalize().into_bytes().to_vec()
    });
    let digest = sequence(&[&algorithm(hash.oid(), &null()), &octet_string(&mac)]);
    Ok(sequence(&[
        &digest,
        &octet_string(&*salt),
        &integer(iterations),
    ]))
}

fn fresh<const N: usize, R: TryCryptoRng + ?Sized>(random: &mut R) -> Result<Zeroizing<[u8; N]>> {
    let mut bytes = Zeroizing::new([0; N]);
    random
        .try_fill_bytes(&mut *bytes)
        .map_err(|_| Error::RandomUnavailable)?;
    Ok(bytes)
}
