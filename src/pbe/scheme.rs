//! Which derivation and which cipher: the algorithm identifiers of RFC 8018, RFC 7292 and OpenSSL's
//! `DEK-Info`.

use super::Passphrase;
use super::cipher::{Cipher, Plain, Ssh};
use super::kdf::{Kdf, Purpose};
use crate::asn1;
use crate::counted::Counted;
use crate::encoding::decode_hex;
use crate::error::{Error, Result};
use crate::escape::escape_controls;
use crate::hash::Hash;
use crate::oid;
use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Tag, Tagged};
use zeroize::Zeroizing;

/// The longest derived key or salt that a real file has; more is refused.
const MAX_LENGTH: usize = 1024;

/// A way of encrypting with a passphrase, with its parameters, within the caps.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Scheme {
    kdf: Kdf,
    cipher: Cipher,
    /// Nothing when it is derived from the passphrase too.
    iv: Option<Vec<u8>>,
}

impl Scheme {
    /// Reads an `AlgorithmIdentifier`.
    ///
    /// # Errors
    /// [`Error::UnsupportedEncryption`], and the caps.
    pub(crate) fn from_algorithm(any: &AnyRef<'_>) -> Result<Self> {
        let (algorithm, parameters) = asn1::algorithm(any).ok_or_else(unreadable)?;
        let parameters = parameters.ok_or_else(unreadable)?;
        if algorithm == oid::PBES2 {
            return Self::pbes2(parameters);
        }
        let (cipher, hash, is_pkcs12) = match algorithm {
            oid::PBE_MD5_DES => (Cipher::Des, Hash::Md5, false),
            oid::PBE_MD5_RC2 => (Cipher::rc2(64), Hash::Md5, false),
            oid::PBE_SHA1_DES => (Cipher::Des, Hash::Sha1, false),
            oid::PBE_SHA1_RC2 => (Cipher::rc2(64), Hash::Sha1, false),
            oid::PKCS12_RC4_128 => (Cipher::Rc4 { length: 16 }, Hash::Sha1, true),
            oid::PKCS12_RC4_40 => (Cipher::Rc4 { length: 5 }, Hash::Sha1, true),
            oid::PKCS12_3DES_3KEY => (Cipher::TdesEde3, Hash::Sha1, true),
            oid::PKCS12_3DES_2KEY => (Cipher::TdesEde2, Hash::Sha1, true),
            oid::PKCS12_RC2_128 => (Cipher::rc2(128), Hash::Sha1, true),
            oid::PKCS12_RC2_40 => (Cipher::rc2(40), Hash::Sha1, true),
            _ => return Err(unsupported(&algorithm)),
        };
        let parts = asn1::elements(parameters).unwrap_or_default();
        let [salt, iterations] = parts.as_slice() else {
            return Err(unreadable());
        };
        let salt = short(asn1::octets(salt))?;
        let iterations = asn1::number(iterations).ok_or_else(unreadable)?;
        let kdf = if is_pkcs12 {
            Kdf::Pkcs12 {
                hash,
                salt,
                iterations,
            }
        } else {
            Kdf::Pbkdf1 {
                hash,
                salt,
                iterations,
            }
        };
        Ok(Self {
            kdf: kdf.checked()?,
            cipher,
            iv: None,
        })
    }

    /// Reads the value of `DEK-Info`: `AES-256-CBC,0123…` (RFC 1421, section 4.6.1.3).
    ///
    /// # Errors
    /// [`Error::UnsupportedEncryption`].
    pub(crate) fn traditional(dek_info: &str) -> Result<Self> {
        let unknown = || Error::UnsupportedEncryption {
            scheme: escape_controls(dek_info),
        };
        let (name, iv) = dek_info.split_once(',').ok_or_else(unknown)?;
        let cipher = match name.trim().to_ascii_uppercase().as_str() {
            "AES-128-CBC" => Cipher::Aes128,
            "AES-192-CBC" => Cipher::Aes192,
            "AES-256-CBC" => Cipher::Aes256,
            "CAMELLIA-128-CBC" => Cipher::Camellia128,
            "CAMELLIA-192-CBC" => Cipher::Camellia192,
            "CAMELLIA-256-CBC" => Cipher::Camellia256,
            "DES-CBC" => Cipher::Des,
            "DES-EDE-CBC" => Cipher::TdesEde2,
            "DES-EDE3-CBC" => Cipher::TdesEde3,
            "RC2-CBC" => Cipher::rc2(128),
            _ => return Err(unknown()),
        };
        let iv = decode_hex(iv.trim())
            .filter(|iv| iv.len() == cipher.iv_length())
            .ok_or_else(unknown)?;
        let salt = iv.get(..8).ok_or_else(unknown)?.to_vec();
        Ok(Self {
            kdf: Kdf::BytesToKey { salt },
            cipher,
            iv: Some(iv.to_vec()),
        })
    }

    /// Reads how a file of OpenSSH is protected: the names of cipher and derivation, and the
    /// derivation's salt and rounds. Nothing when it is not.
    ///
    /// # Errors
    /// [`Error::UnsupportedEncryption`], the caps, and `damaged` for a salt or rounds that no
    /// passphrase opens.
    pub(crate) fn openssh(
        cipher: &[u8],
        kdf: &[u8],
        options: &[u8],
        damaged: impl FnOnce() -> Error,
    ) -> Result<Option<Self>> {
        if (cipher, kdf) == (b"none", b"none") {
            return Ok(None);
        }
        let unknown = |name| Error::UnsupportedEncryption {
            scheme: escape_controls(&String::from_utf8_lossy(name)),
        };
        let cipher = Ssh::named(cipher).ok_or_else(|| unknown(cipher))?;
        if kdf != b"bcrypt" {
            return Err(unknown(kdf));
        }
        let mut options = Counted(options);
        let kdf = match (options.piece(), options.u32(), options.0) {
            (Some(salt), Some(rounds), [])
                if rounds > 0 && (1..=MAX_LENGTH).contains(&salt.len()) =>
            {
                let salt = salt.to_vec();
                Kdf::Bcrypt { salt, rounds }.checked()?
            }
            _ => return Err(damaged()),
        };
        Ok(Some(Self {
            kdf,
            cipher: Cipher::Ssh(cipher),
            iv: None,
        }))
    }

    /// How many bytes of a tag stand behind what is encrypted in a file of OpenSSH.
    pub(crate) fn tag_length(&self) -> usize {
        match self.cipher {
            Cipher::Ssh(own) => own.tag_length(),
            _ => 0,
        }
    }

    /// What a person may want to know: `PBKDF2 SHA-256, AES-256`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}, {}", self.kdf.name(), self.cipher.name())
    }

    /// How many iterations the derivation takes.
    #[must_use]
    pub fn iterations(&self) -> u32 {
        self.kdf.iterations()
    }

    /// Tries the passphrase in each form in which programs write it; `accept` says whether what
    /// came out is what it should be, because padding alone is right by chance once in 256 times.
    ///
    /// # Errors
    /// [`DecryptError::Damaged`] when no passphrase would open it, or this one is right for its first
    /// block and not for the rest; else [`DecryptError::Wrong`].
    pub(crate) fn decrypt<T>(
        &self,
        passphrase: &Passphrase,
        data: &[u8],
        accept: impl Fn(Zeroizing<Vec<u8>>) -> Option<T>,
    ) -> core::result::Result<T, DecryptError> {
        if !self.cipher.makes(data.len()) {
            return Err(DecryptError::Damaged);
        }
        for form in &self.kdf.forms(passphrase) {
            let Some(plain) = self.decrypt_form(form, data) else {
                continue;
            };
            let begins = match self.kdf {
                Kdf::Bcrypt { .. } => begins_twice(&plain.bytes),
                _ => looks_like_der(&plain.bytes, data.len()),
            };
            if let Some(accepted) = Some(plain)
                .filter(|own| own.is_padded)
                .and_then(|own| accept(own.bytes))
            {
                return Ok(accepted);
            }
            if begins {
                return Err(DecryptError::Damaged);
            }
        }
        Err(DecryptError::Wrong)
    }

    /// Encrypts `plain` under today's form of the passphrase; `None` for a cipher that is only read.
    pub(crate) fn encrypt(&self, passphrase: &Passphrase, plain: &[u8]) -> Option<Vec<u8>> {
        let forms = self.kdf.forms(passphrase);
        let (key, iv) = self.key_and_iv(forms.first()?)?;
        self.cipher.encrypt(&key, &iv, plain)
    }

    fn decrypt_form(&self, form: &[u8], data: &[u8]) -> Option<Plain> {
        let (key, iv) = self.key_and_iv(form)?;
        self.cipher.decrypt(&key, &iv, data)
    }

    /// Derives the key and, where the file does not hold it, the initialization vector.
    fn key_and_iv(&self, form: &[u8]) -> Option<(Secret, Secret)> {
        let (key_length, iv_length) = (self.cipher.key_length(), self.cipher.iv_length());
        if let Kdf::Pbkdf1 { .. } | Kdf::Bcrypt { .. } = self.kdf {
            let length = key_length.checked_add(iv_length)?;
            let derived = self.kdf.derive(form, Purpose::Key, length)?;
            let (key, iv) = derived.split_at_checked(key_length)?;
            return Some((Zeroizing::new(key.to_vec()), Zeroizing::new(iv.to_vec())));
        }
        let key = self.kdf.derive(form, Purpose::Key, key_length)?;
        let iv = match &self.iv {
            Some(iv) => Zeroizing::new(iv.clone()),
            None => self.kdf.derive(form, Purpose::Iv, iv_length)?,
        };
        Some((key, iv))
    }

    fn pbes2(parameters: AnyRef<'_>) -> Result<Self> {
        let parts = asn1::elements(parameters).unwrap_or_default();
        let [kdf, encryption] = parts.as_slice() else {
            return Err(unreadable());
        };
        let (kdf, length) = pbes2_kdf(kdf)?;
        let (algorithm, parameters) = asn1::algorithm(encryption).ok_or_else(unreadable)?;
        // A cipher that is not known here may do without parameters.
        let parameters = parameters.unwrap_or(AnyRef::NULL);
        let (cipher, iv) = pbes2_cipher(&algorithm, parameters, length)?;
        if iv.len() != cipher.iv_length() || length.is_some_and(|own| own != cipher.key_length()) {
            return Err(unreadable());
        }
        Ok(Self {
            kdf,
            cipher,
            iv: Some(iv),
        })
    }
}

/// Derived bytes, wiped when dropped.
type Secret = Zeroizing<Vec<u8>>;

/// Why nothing came out of encrypted bytes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum DecryptError {
    /// The bytes are not what they were when they were encrypted.
    Damaged,
    /// The passphrase is another, as far as can be told.
    Wrong,
}

/// Whether `plain` starts like the DER of a key or of bags that ends within the last block of `length`
/// bytes. With a wrong key that comes about once in millions of times.
fn looks_like_der(plain: &[u8], length: usize) -> bool {
    let announced = match *plain {
        [0x30, 0x81, low, 0x02 | 0x30, ..] => u32::from(low).checked_add(3),
        [0x30, 0x82, high, low, 0x02 | 0x30, ..] => {
            u32::from_be_bytes([0, 0, high, low]).checked_add(4)
        }
        [0x30, 0x83, high, middle, low, 0x02 | 0x30, ..] => {
            u32::from_be_bytes([0, high, middle, low]).checked_add(5)
        }
        _ => None,
    };
    let padding = announced
        .and_then(|own| usize::try_from(own).ok())
        .and_then(|own| length.checked_sub(own));
    padding.is_some_and(|padding| padding <= LONGEST_PADDING)
}

/// Whether `plain` begins with the same number of 32 bits twice, as OpenSSH's lists do. With a wrong
/// key that comes about once in four billion times.
pub(crate) fn begins_twice(plain: &[u8]) -> bool {
    matches!(plain, [a, b, c, d, e, f, g, h, ..] if [a, b, c, d] == [e, f, g, h])
}

/// A block of AES.
const LONGEST_PADDING: usize = 16;

/// The key derivation of PBES2 and PBMAC1, and the key length that it names, if any (RFC 8018,
/// appendix A.2; RFC 7914, section 7).
pub(super) fn pbes2_kdf(any: &AnyRef<'_>) -> Result<(Kdf, Option<usize>)> {
    let (algorithm, parameters) = asn1::algorithm(any).ok_or_else(unreadable)?;
    let parts = parameters.and_then(asn1::elements).unwrap_or_default();
    let (kdf, length) = match algorithm {
        oid::PBKDF2 => pbkdf2(&parts)?,
        oid::SCRYPT => scrypt(&parts)?,
        _ => return Err(unsupported(&algorithm)),
    };
    let length = length.map(|length| usize::try_from(length).unwrap_or(usize::MAX));
    if length.is_some_and(|length| length > MAX_LENGTH) {
        return Err(unreadable());
    }
    Ok((kdf.checked()?, length))
}

fn pbkdf2(parts: &[AnyRef<'_>]) -> Result<(Kdf, Option<u32>)> {
    let [salt, iterations, rest @ ..] = parts else {
        return Err(unreadable());
    };
    let salt = short(asn1::octets(salt))?;
    let iterations = asn1::number(iterations).ok_or_else(unreadable)?;
    let (length, rest) = match rest {
        [length, rest @ ..] if length.tag() == Tag::Integer => (asn1::number(length), rest),
        rest => (None, rest),
    };
    let hash = match rest {
        [] => Hash::Sha1,
        [prf, ..] => {
            let (algorithm, _) = asn1::algorithm(prf).ok_or_else(unreadable)?;
            Hash::from_hmac_oid(&algorithm).ok_or_else(|| unsupported(&algorithm))?
        }
    };
    Ok((
        Kdf::Pbkdf2 {
            hash,
            salt,
            iterations,
        },
        length,
    ))
}

fn scrypt(parts: &[AnyRef<'_>]) -> Result<(Kdf, Option<u32>)> {
    let [salt, n, r, p, rest @ ..] = parts else {
        return Err(unreadable());
    };
    let salt = short(asn1::octets(salt))?;
    let [n, r, p] = [n, r, p].map(asn1::number);
    let (Some(n), Some(r), Some(p)) = (n, r, p) else {
        return Err(unreadable());
    };
    let log_n = n
        .checked_ilog2()
        .filter(|_| n.is_power_of_two())
        .ok_or_else(unreadable)?;
    let log_n = u8::try_from(log_n).map_err(|_| unreadable())?;
    Ok((
        Kdf::Scrypt { log_n, r, p, salt },
        rest.first().and_then(asn1::number),
    ))
}

/// The cipher of PBES2 and its initialisation vector (RFC 8018, appendix B.2; RFC 3657).
fn pbes2_cipher(
    algorithm: &ObjectIdentifier,
    parameters: AnyRef<'_>,
    length: Option<usize>,
) -> Result<(Cipher, Vec<u8>)> {
    let cipher = match *algorithm {
        oid::AES_128_CBC => Cipher::Aes128,
        oid::AES_192_CBC => Cipher::Aes192,
        oid::AES_256_CBC => Cipher::Aes256,
        oid::DES_EDE3_CBC => Cipher::TdesEde3,
        oid::DES_CBC => Cipher::Des,
        oid::CAMELLIA_128_CBC => Cipher::Camellia128,
        oid::CAMELLIA_192_CBC => Cipher::Camellia192,
        oid::CAMELLIA_256_CBC => Cipher::Camellia256,
        oid::RC2_CBC => return rc2(parameters, length),
        _ => return Err(unsupported(algorithm)),
    };
    Ok((cipher, short(asn1::octets(&parameters))?))
}

/// RC2's parameters: a code for the effective key length, and the vector (RFC 8018, appendix B.2.3).
fn rc2(parameters: AnyRef<'_>, length: Option<usize>) -> Result<(Cipher, Vec<u8>)> {
    let parts = asn1::elements(parameters).unwrap_or_default();
    let [version, iv] = parts.as_slice() else {
        return Err(unreadable());
    };
    let bits = match asn1::number(version) {
        Some(160) => 40,
        Some(120) => 64,
        Some(58) => 128,
        _ => {
            return Err(Error::UnsupportedEncryption {
                scheme: "RC2".to_owned(),
            });
        }
    };
    let length = length.unwrap_or(bits / 8);
    if !(1..=128).contains(&length) {
        return Err(unreadable());
    }
    Ok((Cipher::Rc2 { length, bits }, short(asn1::octets(iv))?))
}

/// Parameters that make no sense.
pub(super) fn unreadable() -> Error {
    Error::DamagedDer {
        label: "AlgorithmIdentifier".to_owned(),
    }
}

/// An algorithm that is not known here.
pub(super) fn unsupported(algorithm: &ObjectIdentifier) -> Error {
    Error::UnsupportedEncryption {
        scheme: oid::name_or_dotted(algorithm),
    }
}

fn short(octets: Option<&[u8]>) -> Result<Vec<u8>> {
    octets
        .filter(|octets| octets.len() <= MAX_LENGTH)
        .map(<[u8]>::to_vec)
        .ok_or_else(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An outer SEQUENCE that announces so many bytes, and a version or an algorithm in it.
    #[test]
    fn a_right_beginning_announces_an_end_in_the_last_block() {
        for (start, whole) in [
            (vec![0x30, 0x81, 0xFE], 0xFE + 3),
            (vec![0x30, 0x82, 0x12, 0x34], 0x1234 + 4),
            (vec![0x30, 0x83, 0x01, 0x23, 0x45], 0x1_2345 + 5),
        ] {
            for inner in [0x02, 0x30] {
                let plain = [start.as_slice(), &[inner, 0]].concat();
                let right = |length| looks_like_der(&plain, length);
                assert!(right(whole) && right(whole + 1) && right(whole + 16));
                assert!(!right(whole - 1) && !right(whole + 17) && !right(0));
            }
            let other = [start.as_slice(), &[0x04, 0]].concat();
            assert!(!looks_like_der(&other, whole));
        }
        assert!(!looks_like_der(&[0x30, 0x84, 0, 0, 0, 9, 2, 0], 15));
        assert!(!looks_like_der(&[], 0));
    }
}
