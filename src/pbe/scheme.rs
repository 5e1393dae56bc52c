//! Which derivation and which cipher: the algorithm identifiers of RFC 8018, RFC 7292 and OpenSSL's
//! `DEK-Info`.

use super::Passphrase;
use super::cipher::{Cipher, Plain};
use super::kdf::{Hash, Kdf, Purpose};
use crate::asn1;
use crate::error::{Error, Result};
use crate::visible::visible;
use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Tag, Tagged};
use zeroize::Zeroizing;

/// The longest derived key or salt that a real file has; more is refused.
const MAX_LENGTH: usize = 1024;

/// A way of encrypting with a pass phrase, with its parameters, within the caps.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Scheme {
    kdf: Kdf,
    cipher: Cipher,
    /// Nothing when it is derived from the pass phrase too.
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
        if algorithm == oid("1.2.840.113549.1.5.13") {
            return Self::pbes2(parameters);
        }
        let (cipher, hash, is_pkcs12) = match algorithm.to_string().as_str() {
            "1.2.840.113549.1.5.3" => (Cipher::Des, Hash::Md5, false),
            "1.2.840.113549.1.5.6" => (RC2_64, Hash::Md5, false),
            "1.2.840.113549.1.5.10" => (Cipher::Des, Hash::Sha1, false),
            "1.2.840.113549.1.5.11" => (RC2_64, Hash::Sha1, false),
            "1.2.840.113549.1.12.1.1" => (Cipher::Rc4 { length: 16 }, Hash::Sha1, true),
            "1.2.840.113549.1.12.1.2" => (Cipher::Rc4 { length: 5 }, Hash::Sha1, true),
            "1.2.840.113549.1.12.1.3" => (Cipher::TdesEde3, Hash::Sha1, true),
            "1.2.840.113549.1.12.1.4" => (Cipher::TdesEde2, Hash::Sha1, true),
            "1.2.840.113549.1.12.1.5" => (
                Cipher::Rc2 {
                    length: 16,
                    bits: 128,
                },
                Hash::Sha1,
                true,
            ),
            "1.2.840.113549.1.12.1.6" => (
                Cipher::Rc2 {
                    length: 5,
                    bits: 40,
                },
                Hash::Sha1,
                true,
            ),
            _ => return Err(unsupported(&algorithm)),
        };
        let parts = asn1::elements(parameters).unwrap_or_default();
        let [salt, rounds] = parts.as_slice() else {
            return Err(unreadable());
        };
        let salt = short(asn1::octets(salt))?;
        let rounds = asn1::number(rounds).ok_or_else(unreadable)?;
        let kdf = if is_pkcs12 {
            Kdf::Pkcs12 { hash, salt, rounds }
        } else {
            Kdf::Pbkdf1 { hash, salt, rounds }
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
            scheme: visible(dek_info),
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
            "RC2-CBC" => Cipher::Rc2 {
                length: 16,
                bits: 128,
            },
            _ => return Err(unknown()),
        };
        let iv = unhex(iv.trim())
            .filter(|iv| iv.len() == cipher.iv_length())
            .ok_or_else(unknown)?;
        let salt = iv.get(..8).ok_or_else(unknown)?.to_vec();
        Ok(Self {
            kdf: Kdf::BytesToKey { salt },
            cipher,
            iv: Some(iv),
        })
    }

    /// What a person may want to know: `PBKDF2 SHA-256, AES-256`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}, {}", self.kdf.name(), self.cipher.name())
    }

    /// How many rounds the derivation takes.
    #[must_use]
    pub fn rounds(&self) -> u32 {
        self.kdf.rounds()
    }

    /// Tries the pass phrase in each form in which programs write it; `accept` says whether what
    /// came out is what it should be, because padding alone is right by chance once in 256 times.
    ///
    /// # Errors
    /// [`Closed::Damaged`] when no pass phrase would open it, or this one is right for its first
    /// block and not for the rest; else [`Closed::Wrong`].
    pub(crate) fn decrypt<T>(
        &self,
        passphrase: &Passphrase,
        data: &[u8],
        accept: impl Fn(Zeroizing<Vec<u8>>) -> Option<T>,
    ) -> core::result::Result<T, Closed> {
        if !self.cipher.makes(data.len()) {
            return Err(Closed::Damaged);
        }
        let forms = match self.kdf {
            Kdf::Pkcs12 { .. } => passphrase.bmp(),
            _ => passphrase.octets(),
        };
        for form in &forms {
            let Some(plain) = self.decrypt_form(form, data) else {
                continue;
            };
            let begins = begins_right(&plain.bytes, data.len());
            if let Some(accepted) = Some(plain)
                .filter(|own| own.is_padded)
                .and_then(|own| accept(own.bytes))
            {
                return Ok(accepted);
            }
            if begins {
                return Err(Closed::Damaged);
            }
        }
        Err(Closed::Wrong)
    }

    fn decrypt_form(&self, form: &[u8], data: &[u8]) -> Option<Plain> {
        let (key_length, iv_length) = (self.cipher.key_length(), self.cipher.iv_length());
        if let Kdf::Pbkdf1 { .. } = self.kdf {
            let derived =
                self.kdf
                    .derive(form, Purpose::Key, key_length.checked_add(iv_length)?)?;
            let (key, iv) = derived.split_at_checked(key_length)?;
            return self.cipher.decrypt(key, iv, data);
        }
        let key = self.kdf.derive(form, Purpose::Key, key_length)?;
        match &self.iv {
            Some(iv) => self.cipher.decrypt(&key, iv, data),
            None => {
                let iv = self.kdf.derive(form, Purpose::Iv, iv_length)?;
                self.cipher.decrypt(&key, &iv, data)
            }
        }
    }

    fn pbes2(parameters: AnyRef<'_>) -> Result<Self> {
        let parts = asn1::elements(parameters).unwrap_or_default();
        let [kdf, encryption] = parts.as_slice() else {
            return Err(unreadable());
        };
        let (kdf, length) = pbes2_kdf(kdf)?;
        let (algorithm, parameters) = asn1::algorithm(encryption).ok_or_else(unreadable)?;
        let parameters = parameters.ok_or_else(unreadable)?;
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

/// Why nothing came out of encrypted bytes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Closed {
    /// The bytes are not what they were when they were encrypted.
    Damaged,
    /// The pass phrase is another, as far as can be told.
    Wrong,
}

/// Whether `plain` starts as the DER of a key or of bags does whose end lies in the last of `length`
/// bytes' blocks. With a wrong key that comes about once in millions of times.
fn begins_right(plain: &[u8], length: usize) -> bool {
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

/// A block of AES.
const LONGEST_PADDING: usize = 16;

const RC2_64: Cipher = Cipher::Rc2 {
    length: 8,
    bits: 64,
};

/// The key derivation of PBES2 and PBMAC1, and the key length that it names, if any (RFC 8018,
/// appendix A.2; RFC 7914, section 7).
pub(super) fn pbes2_kdf(any: &AnyRef<'_>) -> Result<(Kdf, Option<usize>)> {
    let (algorithm, parameters) = asn1::algorithm(any).ok_or_else(unreadable)?;
    let parts = parameters.and_then(asn1::elements).unwrap_or_default();
    let (kdf, length) = match algorithm.to_string().as_str() {
        "1.2.840.113549.1.5.12" => pbkdf2(&parts)?,
        "1.3.6.1.4.1.11591.4.11" => scrypt(&parts)?,
        _ => return Err(unsupported(&algorithm)),
    };
    let length = length.map(|length| usize::try_from(length).unwrap_or(usize::MAX));
    if length.is_some_and(|length| length > MAX_LENGTH) {
        return Err(unreadable());
    }
    Ok((kdf.checked()?, length))
}

fn pbkdf2(parts: &[AnyRef<'_>]) -> Result<(Kdf, Option<u32>)> {
    let [salt, rounds, rest @ ..] = parts else {
        return Err(unreadable());
    };
    let salt = short(asn1::octets(salt))?;
    let rounds = asn1::number(rounds).ok_or_else(unreadable)?;
    let (length, rest) = match rest {
        [length, rest @ ..] if length.tag() == Tag::Integer => (asn1::number(length), rest),
        rest => (None, rest),
    };
    let hash = match rest {
        [] => Hash::Sha1,
        [prf, ..] => {
            let (algorithm, _) = asn1::algorithm(prf).ok_or_else(unreadable)?;
            hmac(&algorithm).ok_or_else(|| unsupported(&algorithm))?
        }
    };
    Ok((Kdf::Pbkdf2 { hash, salt, rounds }, length))
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
    let cipher = match algorithm.to_string().as_str() {
        "2.16.840.1.101.3.4.1.2" => Cipher::Aes128,
        "2.16.840.1.101.3.4.1.22" => Cipher::Aes192,
        "2.16.840.1.101.3.4.1.42" => Cipher::Aes256,
        "1.2.840.113549.3.7" => Cipher::TdesEde3,
        "1.3.14.3.2.7" => Cipher::Des,
        "1.2.392.200011.61.1.1.1.2" => Cipher::Camellia128,
        "1.2.392.200011.61.1.1.1.3" => Cipher::Camellia192,
        "1.2.392.200011.61.1.1.1.4" => Cipher::Camellia256,
        "1.2.840.113549.3.2" => return rc2(parameters, length),
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

/// The hash function of an HMAC (RFC 8018, appendix B.1.2).
pub(super) fn hmac(algorithm: &ObjectIdentifier) -> Option<Hash> {
    Some(match algorithm.to_string().as_str() {
        "1.2.840.113549.2.7" => Hash::Sha1,
        "1.2.840.113549.2.8" => Hash::Sha224,
        "1.2.840.113549.2.9" => Hash::Sha256,
        "1.2.840.113549.2.10" => Hash::Sha384,
        "1.2.840.113549.2.11" => Hash::Sha512,
        "1.2.840.113549.2.12" => Hash::Sha512_224,
        "1.2.840.113549.2.13" => Hash::Sha512_256,
        "1.2.840.113549.2.6" => Hash::Md5,
        _ => return None,
    })
}

/// A hash function by its own identifier (RFC 8017, appendix B.1).
pub(super) fn digest(algorithm: &ObjectIdentifier) -> Option<Hash> {
    Some(match algorithm.to_string().as_str() {
        "1.2.840.113549.2.5" => Hash::Md5,
        "1.3.14.3.2.26" => Hash::Sha1,
        "2.16.840.1.101.3.4.2.4" => Hash::Sha224,
        "2.16.840.1.101.3.4.2.1" => Hash::Sha256,
        "2.16.840.1.101.3.4.2.2" => Hash::Sha384,
        "2.16.840.1.101.3.4.2.3" => Hash::Sha512,
        "2.16.840.1.101.3.4.2.5" => Hash::Sha512_224,
        "2.16.840.1.101.3.4.2.6" => Hash::Sha512_256,
        _ => return None,
    })
}

/// PBMAC1 (RFC 9579, section 4).
pub(super) fn is_pbmac1(algorithm: &ObjectIdentifier) -> bool {
    *algorithm == oid("1.2.840.113549.1.5.14")
}

/// Parameters that make no sense.
pub(super) fn unreadable() -> Error {
    Error::DamagedDer {
        label: "AlgorithmIdentifier".to_owned(),
    }
}

/// An algorithm that is not known here.
pub(super) fn unsupported(algorithm: &ObjectIdentifier) -> Error {
    let text = algorithm.to_string();
    let name = match text.as_str() {
        "1.2.840.113549.1.5.1" | "1.2.840.113549.1.5.4" => "PBES1 MD2",
        "2.16.840.1.101.3.4.1.6" => "AES-128-GCM",
        "2.16.840.1.101.3.4.1.26" => "AES-192-GCM",
        "2.16.840.1.101.3.4.1.46" => "AES-256-GCM",
        "1.2.410.200004.1.4" => "SEED",
        "1.2.410.200046.1.1.2" => "ARIA-128",
        "1.2.410.200046.1.1.7" => "ARIA-192",
        "1.2.410.200046.1.1.12" => "ARIA-256",
        "1.2.156.10197.1.104.2" => "SM4",
        "1.3.6.1.4.1.3029.1.2" => "Blowfish",
        "1.2.840.113533.7.66.10" => "CAST5",
        "1.3.6.1.4.1.188.7.1.1.2" => "IDEA",
        other => other,
    };
    Error::UnsupportedEncryption {
        scheme: name.to_owned(),
    }
}

fn short(octets: Option<&[u8]>) -> Result<Vec<u8>> {
    octets
        .filter(|octets| octets.len() <= MAX_LENGTH)
        .map(<[u8]>::to_vec)
        .ok_or_else(unreadable)
}

fn oid(text: &'static str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|digit| {
            digit
                .to_digit(16)
                .and_then(|value| u8::try_from(value).ok())
        })
        .collect();
    let digits = digits?;
    let pairs = digits.chunks_exact(2);
    pairs.remainder().is_empty().then_some(())?;
    pairs
        .map(|pair| match pair {
            [high, low] => high.checked_mul(16)?.checked_add(*low),
            _ => None,
        })
        .collect()
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
                let right = |length| begins_right(&plain, length);
                assert!(right(whole) && right(whole + 1) && right(whole + 16));
                assert!(!right(whole - 1) && !right(whole + 17) && !right(0));
            }
            let other = [start.as_slice(), &[0x04, 0]].concat();
            assert!(!begins_right(&other, whole));
        }
        assert!(!begins_right(&[0x30, 0x84, 0, 0, 0, 9, 2, 0], 15));
        assert!(!begins_right(&[], 0));
    }
}
