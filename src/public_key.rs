//! An RSA public key within the bounds of this page, and its fingerprint.

use crate::asn1;
use crate::encoding::hex_colons;
use crate::error::{Error, Result};
use crate::oid;
use der::Encode;
use der::asn1::{AnyRef, BitStringRef, UintRef};
use der::oid::AssociatedOid;
use rsa::BoxedUint;
use rsa::pkcs1v15;
use rsa::traits::PublicKeyParts;
use sha2::{Digest, Sha256};
use signature::Verifier;
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};

/// The smallest modulus that the service accepts, in bits.
pub const MIN_BITS: u32 = 2048;
/// The largest modulus that this page works with, in bits.
pub const MAX_BITS: u32 = 8192;
/// The largest public exponent, in bits: the bound of the rsa crate, and far above 65537.
const MAX_EXPONENT_BITS: u32 = 33;

/// An RSA public key of 2048 to 8192 bits.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PublicKey(rsa::PublicKey);

impl PublicKey {
    /// Builds the key from the bytes of a `BIT STRING` that holds an `RSAPublicKey` (RFC 8017,
    /// appendix A.1.1).
    ///
    /// # Errors
    /// [`Error::DamagedDer`], or a key out of bounds.
    pub fn from_pkcs1(der: &[u8]) -> Result<Self> {
        let damaged = || Error::DamagedDer {
            label: "RSA PUBLIC KEY".to_owned(),
        };
        let parts = asn1::children(der).ok_or_else(damaged)?;
        let [modulus, exponent] = parts.as_slice() else {
            return Err(damaged());
        };
        let modulus = asn1::unsigned(modulus).ok_or_else(damaged)?;
        let exponent = asn1::unsigned(exponent).ok_or_else(damaged)?;
        check_size(modulus)?;
        check_exponent(exponent)?;
        let modulus = number(modulus).ok_or_else(damaged)?;
        let exponent = number(exponent).ok_or_else(damaged)?;
        rsa::PublicKey::new_with_size_limits(modulus, exponent, limits())
            .map(Self)
            .map_err(|_| damaged())
    }

    /// The public half of a private key.
    pub(crate) fn of(key: &rsa::PrivateKey) -> Self {
        Self(key.to_public_key())
    }

    /// The size of the modulus in bits.
    #[must_use]
    pub fn bits(&self) -> u32 {
        self.0.n().bit_width_vartime()
    }

    /// The size of the modulus, and so of every signature, in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.0.size()
    }

    /// SHA-256 of the `SubjectPublicKeyInfo` (RFC 5280, section 4.1.2.7), as `AB:CD:…`. It is the
    /// same for a certificate and for the private key that belongs to it.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.to_spki()
            .map_or_else(|_| String::new(), |der| sha256_hex(&der))
    }

    /// The key as the rsa crate has it.
    pub(crate) fn as_rsa(&self) -> &rsa::PublicKey {
        &self.0
    }

    /// Verifies RSASSA-PKCS1-v1_5 of `message` with the hash function `D` (RFC 8017, section 8.2.2).
    ///
    /// # Errors
    /// [`Error::SignatureRejected`].
    pub(crate) fn verify<D: Digest + AssociatedOid>(
        &self,
        message: &[u8],
        signature: &[u8],
    ) -> Result<()> {
        let signature = pkcs1v15::Signature::try_from(signature);
        signature
            .and_then(|signature| {
                let key = pkcs1v15::VerifyingKey::<D>::new(self.0.clone());
                key.verify(message, &signature)
            })
            .map_err(|_| Error::SignatureRejected)
    }

    /// Returns the `SubjectPublicKeyInfo`, DER.
    pub(crate) fn to_spki(&self) -> der::Result<Vec<u8>> {
        let modulus = self.0.n().to_be_bytes();
        let exponent = self.0.e().to_be_bytes();
        let key = pkcs1::RsaPublicKey {
            modulus: UintRef::new(&modulus)?,
            public_exponent: UintRef::new(&exponent)?,
        }
        .to_der()?;
        SubjectPublicKeyInfoRef {
            algorithm: AlgorithmIdentifierRef {
                oid: oid::RSA_ENCRYPTION,
                parameters: Some(AnyRef::NULL),
            },
            subject_public_key: BitStringRef::from_bytes(&key)?,
        }
        .to_der()
    }
}

/// SHA-256 of `bytes` in capitals, colons between the bytes, as browsers and OpenSSL show it.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex_colons(&Sha256::digest(bytes))
}

/// Checks the size of a modulus before anything is computed with it.
///
/// # Errors
/// [`Error::KeyTooSmall`] and [`Error::KeyTooLarge`].
pub(crate) fn check_size(modulus: &[u8]) -> Result<()> {
    let bits = bit_length(modulus);
    if bits < MIN_BITS {
        return Err(Error::KeyTooSmall {
            bits,
            limit: MIN_BITS,
        });
    }
    if bits > MAX_BITS {
        return Err(Error::KeyTooLarge {
            bits,
            limit: MAX_BITS,
        });
    }
    Ok(())
}

/// Checks that a public exponent is odd, above 1 and at most 33 bits long.
///
/// # Errors
/// [`Error::KeyExponent`].
pub(crate) fn check_exponent(exponent: &[u8]) -> Result<()> {
    let odd = exponent.last().is_some_and(|byte| byte & 1 == 1);
    let bits = bit_length(exponent);
    if odd && bits > 1 && bits <= MAX_EXPONENT_BITS {
        return Ok(());
    }
    Err(Error::KeyExponent)
}

/// A number for the rsa crate, as wide as its bytes.
pub(crate) fn number(value: &[u8]) -> Option<BoxedUint> {
    let bits = u32::try_from(value.len()).ok()?.checked_mul(8)?;
    BoxedUint::from_be_slice(value, bits).ok()
}

pub(crate) fn limits() -> core::ops::RangeInclusive<usize> {
    MIN_BITS as usize..=MAX_BITS as usize
}

/// The length of a big-endian number in bits, leading zeros not counted.
fn bit_length(bytes: &[u8]) -> u32 {
    let mut significant = bytes.iter().skip_while(|byte| **byte == 0);
    let Some(first) = significant.next() else {
        return 0;
    };
    let rest = u32::try_from(significant.count()).unwrap_or(u32::MAX);
    rest.saturating_mul(8)
        .saturating_add(u8::BITS.saturating_sub(first.leading_zeros()))
}
