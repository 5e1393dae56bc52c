//! One RSA private key, opened and within bounds.

use crate::asn1::{self, ber};
use crate::error::{Error, Result};
use crate::input::{PrivateKeyDer, PrivateKeyForm};
use crate::oid;
use crate::openssh;
use crate::pbe::Passphrase;
use crate::public_key::{PublicKey, check_exponent, check_size, number};
use pkcs8::EncodePrivateKey;
use rsa::BoxedUint;
use zeroize::Zeroizing;

/// An RSA private key of 2048 to 8192 bits whose numbers agree with each other. Wiped when dropped.
#[derive(Debug)]
pub struct PrivateKey {
    key: rsa::PrivateKey,
    public: PublicKey,
}

impl PrivateKey {
    /// Opens a key.
    ///
    /// The sizes are checked before the key is built, because building costs time that grows with
    /// them. The CRT values of the file (RFC 8017, section 3.2) are not used: they are computed
    /// anew from the primes.
    ///
    /// # Errors
    /// The kinds of key that cannot be used, each with its own error.
    pub fn open(file: &PrivateKeyDer, passphrase: Option<&Passphrase>) -> Result<Self> {
        match &file.form {
            PrivateKeyForm::Pkcs1 => Self::from_pkcs1(&file.der),
            PrivateKeyForm::Pkcs8 => Self::from_pkcs8(&file.der),
            PrivateKeyForm::NotRsa(name) => Err(Error::KeyNotRsa {
                algorithm: (*name).to_owned(),
            }),
            PrivateKeyForm::OpenSsh if file.scheme()?.is_none() => Self::from_openssh(&file.der),
            PrivateKeyForm::EncryptedPkcs8
            | PrivateKeyForm::OpenSsh
            | PrivateKeyForm::Traditional(_) => Self::open_protected(file, passphrase),
        }
    }

    fn open_protected(file: &PrivateKeyDer, passphrase: Option<&Passphrase>) -> Result<Self> {
        match (passphrase, file.scheme()?) {
            (Some(passphrase), _) => Self::open(&file.decrypt(passphrase)?, None),
            (None, Some(scheme)) => Err(Error::PassphraseNeeded {
                scheme: scheme.name(),
                iterations: scheme.iterations(),
            }),
            (None, None) => Err(Error::KeyInconsistent),
        }
    }

    /// The public half.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// Returns the key as `PrivateKeyInfo` (RFC 5958, section 2), DER, with CRT values computed from
    /// its primes.
    ///
    /// # Errors
    /// [`Error::KeyInconsistent`].
    pub(crate) fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>> {
        let document = self.key.to_pkcs8_der();
        document
            .map(|document| document.to_bytes())
            .map_err(|_| Error::KeyInconsistent)
    }

    /// Returns the key of two primes, big-endian and equally long, and a public exponent. The
    /// private exponent is the least one (RFC 8017, section 3.2).
    ///
    /// # Errors
    /// [`Error::KeyInconsistent`].
    pub(crate) fn of_primes(p: &[u8], q: &[u8], exponent: u32) -> Result<Self> {
        let (p, q) = number(p).zip(number(q)).ok_or(Error::KeyInconsistent)?;
        let key = rsa::PrivateKey::from_p_q(p, q, BoxedUint::from(exponent))
            .map_err(|_| Error::KeyInconsistent)?;
        let public = PublicKey::of(&key);
        Ok(Self { key, public })
    }

    /// The key as the rsa crate has it.
    pub(crate) fn as_rsa(&self) -> &rsa::PrivateKey {
        &self.key
    }

    /// `PrivateKeyInfo` and `OneAsymmetricKey` (RFC 5958, section 2), of either version with or
    /// without the public key.
    fn from_pkcs8(der: &[u8]) -> Result<Self> {
        let damaged = || damaged("PRIVATE KEY");
        let parts = asn1::children(der).ok_or_else(damaged)?;
        let [_, algorithm, key, ..] = parts.as_slice() else {
            return Err(damaged());
        };
        let (algorithm, _) = asn1::algorithm(algorithm).ok_or_else(damaged)?;
        match algorithm {
            oid::RSA_ENCRYPTION | oid::RSA_X500 => {
                Self::from_pkcs1(asn1::octets(key).ok_or_else(damaged)?)
            }
            // The rsa crate would sign PKCS#1 v1.5 with such a key; the key's owner said no.
            oid::RSASSA_PSS => Err(Error::KeyRestrictedToPss),
            _ => Err(Error::KeyNotRsa {
                algorithm: oid::name_or_dotted(&algorithm),
            }),
        }
    }

    /// `RSAPrivateKey` (RFC 8017, appendix A.1.2).
    fn from_pkcs1(der: &[u8]) -> Result<Self> {
        let damaged = || damaged("RSA PRIVATE KEY");
        // Inside of PKCS#8 it has not been laid out as DER yet.
        let (der, rest) = ber::to_der(der).ok_or_else(damaged)?;
        if !rest.is_empty() {
            return Err(damaged());
        }
        let parts = asn1::children(&der).ok_or_else(damaged)?;
        let [version, n, e, d, p, q, _, _, _, other_primes @ ..] = parts.as_slice() else {
            return Err(damaged());
        };
        match (asn1::number(version), other_primes) {
            (Some(0), []) => {}
            (Some(0 | 1), _) => return Err(Error::KeyMultiPrime),
            _ => return Err(damaged()),
        }
        let number = |any| asn1::unsigned(any).ok_or_else(damaged);
        Self::of_numbers([number(n)?, number(e)?, number(d)?, number(p)?, number(q)?])
    }

    /// `openssh-key-v1`, unencrypted.
    fn from_openssh(file: &[u8]) -> Result<Self> {
        Self::of_numbers(openssh::File::read(file)?.numbers()?)
    }

    /// Takes modulus, public and private exponent, and both primes, big-endian.
    fn of_numbers([modulus, exponent, d, p, q]: [&[u8]; 5]) -> Result<Self> {
        check_size(modulus)?;
        check_exponent(exponent)?;
        // Sound as arithmetic, and no secret: the root of the public modulus is the prime.
        if p == q {
            return Err(Error::KeyInconsistent);
        }
        let number = |bytes| number(bytes).ok_or(Error::KeyInconsistent);
        let (n, e, d) = (number(modulus)?, number(exponent)?, number(d)?);
        let key = build(n, e, d, vec![number(p)?, number(q)?])?;
        let public = PublicKey::of(&key);
        Ok(Self { key, public })
    }
}

fn damaged(label: &str) -> Error {
    Error::DamagedDer {
        label: label.to_owned(),
    }
}

/// Builds the key and checks that its numbers agree. Primes of unlike size are rare and allowed;
/// they are tried second because arithmetic with them is slower.
fn build(
    n: BoxedUint,
    e: BoxedUint,
    d: BoxedUint,
    primes: Vec<BoxedUint>,
) -> Result<rsa::PrivateKey> {
    let usual = rsa::PrivateKey::from_components(n.clone(), e.clone(), d.clone(), primes.clone());
    match usual {
        Err(rsa::Error::InvalidPrime) => {
            rsa::PrivateKey::from_components_with_wide_primes(n, e, d, primes)
                .map_err(|_| Error::KeyInconsistent)
        }
        usual => usual.map_err(|_| Error::KeyInconsistent),
    }
}
