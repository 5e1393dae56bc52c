//! RSASSA-PKCS1-v1_5 with SHA-512 (RFC 8017, section 8.2): made with the private key, verified
//! with the certificate's public key, and only then handed out.

use crate::certificate::Certificate;
use crate::error::{Error, Result};
use crate::identity::Identity;
use crate::private_key::PrivateKey;
use crate::public_key::PublicKey;
use rand_core::TryCryptoRng;
use rsa::pkcs1v15;
use sha2::Sha512;
use signature::{RandomizedSigner, SignatureEncoding, Verifier};

/// A signature that verifies with the certificate's public key. There is no other way to one than
/// [`Signature::sign`] and [`Signature::accept`].
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Signature(Vec<u8>);

impl Signature {
    /// Signs `message` with the identity's private key, blinded from `random`, and verifies.
    ///
    /// # Errors
    /// [`Error::RandomUnavailable`], [`Error::KeyInconsistent`] when the key gives no sound
    /// signature, [`Error::SignatureRejected`] when it does not verify.
    pub fn sign<R: TryCryptoRng + ?Sized>(
        identity: &Identity,
        message: &[u8],
        random: &mut R,
    ) -> Result<Self> {
        let bytes = make(identity.private_key(), message, random)?;
        Self::accept(identity.certificate(), message, bytes)
    }

    /// Takes a signature, wherever it was made, once it verifies with `certificate`.
    ///
    /// # Errors
    /// [`Error::SignatureRejected`], and the reason when the certificate's key cannot be used at all.
    pub fn accept(certificate: &Certificate, message: &[u8], bytes: Vec<u8>) -> Result<Self> {
        verify(certificate.public_key()?, message, &bytes)?;
        Ok(Self(bytes))
    }

    /// The signature, as long as the modulus, big-endian.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Makes a signature without verifying it with a certificate. `random` blinds the private-key
/// operation; the signature itself does not depend on it.
fn make<R: TryCryptoRng + ?Sized>(
    key: &PrivateKey,
    message: &[u8],
    random: &mut R,
) -> Result<Vec<u8>> {
    let mut random = Watched {
        random,
        failed: false,
    };
    let signer = pkcs1v15::SigningKey::<Sha512>::new(key.as_rsa().clone());
    let signature = signer.try_sign_with_rng(&mut random, message);
    match signature {
        Ok(signature) => Ok(signature.to_vec()),
        Err(_) if random.failed => Err(Error::RandomUnavailable),
        Err(_) => Err(Error::KeyInconsistent),
    }
}

/// Checks a signature.
///
/// # Errors
/// [`Error::SignatureRejected`].
pub fn verify(key: &PublicKey, message: &[u8], signature: &[u8]) -> Result<()> {
    let signature =
        pkcs1v15::Signature::try_from(signature).map_err(|_| Error::SignatureRejected)?;
    pkcs1v15::VerifyingKey::<Sha512>::new(key.as_rsa().clone())
        .verify(message, &signature)
        .map_err(|_| Error::SignatureRejected)
}

/// A random source that remembers whether it failed: the rsa crate gives one error for all.
struct Watched<'a, R: ?Sized> {
    random: &'a mut R,
    failed: bool,
}

impl<R: TryCryptoRng + ?Sized> Watched<'_, R> {
    fn note<T, E>(&mut self, result: core::result::Result<T, E>) -> core::result::Result<T, E> {
        self.failed |= result.is_err();
        result
    }
}

impl<R: TryCryptoRng + ?Sized> rand_core::TryRng for Watched<'_, R> {
    type Error = R::Error;

    fn try_next_u32(&mut self) -> core::result::Result<u32, Self::Error> {
        let result = self.random.try_next_u32();
        self.note(result)
    }

    fn try_next_u64(&mut self) -> core::result::Result<u64, Self::Error> {
        let result = self.random.try_next_u64();
        self.note(result)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> core::result::Result<(), Self::Error> {
        let result = self.random.try_fill_bytes(bytes);
        self.note(result)
    }
}

impl<R: TryCryptoRng + ?Sized> TryCryptoRng for Watched<'_, R> {}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

    use super::*;
    use crate::input::{Object, read_text};
    use crate::sample;

    /// Gives the same numbers every time; blinding needs no better ones here.
    struct Counting(u8);

    impl rand_core::TryRng for Counting {
        type Error = core::convert::Infallible;

        fn try_next_u32(&mut self) -> core::result::Result<u32, Self::Error> {
            let mut bytes = [0; 4];
            self.try_fill_bytes(&mut bytes)?;
            Ok(u32::from_le_bytes(bytes))
        }

        fn try_next_u64(&mut self) -> core::result::Result<u64, Self::Error> {
            let mut bytes = [0; 8];
            self.try_fill_bytes(&mut bytes)?;
            Ok(u64::from_le_bytes(bytes))
        }

        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> core::result::Result<(), Self::Error> {
            for byte in bytes {
                self.0 = self.0.wrapping_mul(5).wrapping_add(77);
                *byte = self.0;
            }
            Ok(())
        }
    }

    impl TryCryptoRng for Counting {}

    /// Has nothing to give.
    struct Empty;

    impl rand_core::TryRng for Empty {
        type Error = core::fmt::Error;

        fn try_next_u32(&mut self) -> core::result::Result<u32, Self::Error> {
            Err(core::fmt::Error)
        }

        fn try_next_u64(&mut self) -> core::result::Result<u64, Self::Error> {
            Err(core::fmt::Error)
        }

        fn try_fill_bytes(&mut self, _: &mut [u8]) -> core::result::Result<(), Self::Error> {
            Err(core::fmt::Error)
        }
    }

    impl TryCryptoRng for Empty {}

    /// Numbers of either width and bytes, as the source gives them, and whether it failed.
    fn drawn<R: TryCryptoRng>(random: &mut R) -> [(Option<Vec<u8>>, bool); 3] {
        use rand_core::TryRng;
        let draw = |random: &mut R, draw: fn(&mut Watched<'_, R>) -> Option<Vec<u8>>| {
            let failed = false;
            let mut watched = Watched { random, failed };
            (draw(&mut watched), watched.failed)
        };
        [
            draw(random, |from| {
                Some(from.try_next_u32().ok()?.to_le_bytes().to_vec())
            }),
            draw(random, |from| {
                Some(from.try_next_u64().ok()?.to_le_bytes().to_vec())
            }),
            draw(random, |from| {
                let mut bytes = vec![0; 3];
                from.try_fill_bytes(&mut bytes).ok()?;
                Some(bytes)
            }),
        ]
    }

    #[test]
    fn what_the_random_source_gives_is_handed_on_and_its_failure_kept() {
        use rand_core::TryRng;
        let mut all = vec![0; 4 + 8 + 3];
        assert!(Counting(1).try_fill_bytes(&mut all).is_ok());
        let given = [&all[..4], &all[4..12], &all[12..]];
        let given = given.map(|bytes| (Some(bytes.to_vec()), false));
        assert_eq!(drawn(&mut Counting(1)), given);
        assert_eq!(
            drawn(&mut Empty),
            [(None, true), (None, true), (None, true)]
        );
    }

    fn certificate(pem: &str) -> Certificate {
        match read_text(pem).objects.pop() {
            Some(Object::Certificate(der)) => Certificate::from_der(&der).unwrap(),
            _ => panic!("not a certificate"),
        }
    }

    fn key(pem: &str) -> PrivateKey {
        match read_text(pem).objects.pop() {
            Some(Object::PrivateKey(file)) => PrivateKey::open(&file, None).unwrap(),
            _ => panic!("not a private key"),
        }
    }

    /// What comes out of a fault in the key, or in the arithmetic with it: a signature of another key.
    #[test]
    fn a_fault_is_caught_before_anybody_sees_the_signature() {
        let own = || (certificate(sample::CERTIFICATE), key(sample::PRIVATE_KEY));
        let sound = Identity::pair(own().0, own().1).unwrap();
        let signed = Signature::sign(&sound, b"message", &mut Counting(1));
        assert!(signed.is_ok());
        let other = key(include_str!(
            "../tests/data/corpus/companions/other-2048.key"
        ));
        let faulty = Identity::unpaired(own().0, other);
        let signed = Signature::sign(&faulty, b"message", &mut Counting(1));
        assert_eq!(signed, Err(Error::SignatureRejected));
    }

    #[test]
    fn no_bit_of_a_signature_can_change() {
        let certificate = certificate(sample::CERTIFICATE);
        let accept = |bytes| Signature::accept(&certificate, sample::MESSAGE, bytes);
        assert!(accept(sample::SIGNATURE.to_vec()).is_ok());
        for bit in 0..sample::SIGNATURE.len() * 8 {
            let mut bytes = sample::SIGNATURE.to_vec();
            if let Some(byte) = bytes.get_mut(bit / 8) {
                *byte ^= 1 << (bit % 8);
            }
            assert_eq!(accept(bytes), Err(Error::SignatureRejected), "bit {bit}");
        }
    }
}
