//! RSASSA-PKCS1-v1_5 with SHA-512 (RFC 8017, section 8.2): made with the private key, verified
//! with the certificate's public key, and only then handed out.

use crate::certificate::Certificate;
use crate::error::{Error, Result};
use crate::identity::Identity;
use crate::private_key::PrivateKey;
use crate::public_key::PublicKey;
use rand_core::TryCryptoRng;
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use sha2::Sha256;
use sha2::{Digest, Sha512};
use zeroize::Zeroizing;

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
        Self::sign_by(identity, message, blinded(random))
    }

    /// Signs with `primitive`, which is RSASP1, and verifies.
    fn sign_by<E>(
        identity: &Identity,
        message: &[u8],
        primitive: impl FnOnce(&rsa_crt::Key<'_>, &[u8]) -> Primitive<E>,
    ) -> Result<Self> {
        let key = identity.private_key();
        let bytes = sign_digest(key, &SHA_512, &Sha512::digest(message), primitive)?;
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

/// What the signature primitive returns.
type Primitive<E> = core::result::Result<Vec<u8>, rsa_crt::Error<E>>;

/// Signs with SHA-256, as certificate authorities expect of a certification request, and verifies
/// with the key's own public half.
///
/// # Errors
/// Those of [`Signature::sign`].
pub(crate) fn sign_sha256<R: TryCryptoRng + ?Sized>(
    key: &PrivateKey,
    message: &[u8],
    random: &mut R,
) -> Result<Vec<u8>> {
    let bytes = sign_digest(key, &SHA_256, &Sha256::digest(message), blinded(random))?;
    key.public_key().verify::<Sha256>(message, &bytes)?;
    Ok(bytes)
}

/// Returns RSASP1, blinded from `random`.
fn blinded<R: TryCryptoRng + ?Sized>(
    random: &mut R,
) -> impl FnOnce(&rsa_crt::Key<'_>, &[u8]) -> Primitive<R::Error> {
    |key, encoded| rsa_crt::rsasp1(key, encoded, |bytes| random.try_fill_bytes(bytes))
}

/// Makes the signature of a digest without verifying it; `prefix` names its hash function.
fn sign_digest<E>(
    key: &PrivateKey,
    prefix: &[u8],
    digest: &[u8],
    primitive: impl FnOnce(&rsa_crt::Key<'_>, &[u8]) -> Primitive<E>,
) -> Result<Vec<u8>> {
    let encoded = encode(prefix, digest, key.public_key().bytes());
    make(key, &encoded.ok_or(Error::KeyInconsistent)?, primitive)
}

/// Makes the signature of an encoded message without verifying it.
///
/// A function of its own in the wasm: `cargo xtask proof constant-time` traces it.
#[inline(never)]
fn make<E>(
    key: &PrivateKey,
    encoded: &[u8],
    primitive: impl FnOnce(&rsa_crt::Key<'_>, &[u8]) -> Primitive<E>,
) -> Result<Vec<u8>> {
    let parts = Parts::of(key.as_rsa()).ok_or(Error::KeyInconsistent)?;
    primitive(&parts.key(), encoded).map_err(|error| match error {
        rsa_crt::Error::Random(_) | rsa_crt::Error::Blinding => Error::RandomUnavailable,
        rsa_crt::Error::InvalidKey | rsa_crt::Error::MessageOutOfRange => Error::KeyInconsistent,
    })
}

/// `DigestInfo` up to the digest, for SHA-512 (RFC 8017, section 9.2, note 1).
const SHA_512: [u8; 19] =
    *b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40";

/// The same for SHA-256.
const SHA_256: [u8; 19] =
    *b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20";

/// Returns EMSA-PKCS1-v1_5 of a digest in `length` bytes (RFC 8017, section 9.2), or `None` when
/// that is too short.
fn encode(prefix: &[u8], digest: &[u8], length: usize) -> Option<Vec<u8>> {
    let rest = prefix.len().checked_add(digest.len())?.checked_add(3)?;
    let padding = vec![0xFF; length.checked_sub(rest).filter(|padding| *padding >= 8)?];
    Some([&[0, 1], padding.as_slice(), &[0], prefix, digest].concat())
}

/// The numbers of a private key that the arithmetic needs, as big-endian bytes.
struct Parts {
    /// p, q, dP, dQ and qInv of RFC 8017, section 3.2.
    numbers: [Zeroizing<Box<[u8]>>; 5],
    e: u64,
    width: usize,
}

impl Parts {
    fn of(key: &rsa::PrivateKey) -> Option<Self> {
        let [p, q] = key.primes() else { return None };
        let q_inv = Zeroizing::new(key.qinv()?.retrieve());
        let (d_p, d_q) = (key.dp()?, key.dq()?);
        let numbers = [p.as_ref(), q.as_ref(), d_p, d_q, &q_inv];
        let e = key.e().to_be_bytes();
        Some(Self {
            // What is held, not how long the number is, is all that the time may depend on.
            width: usize::try_from(p.bits_precision().max(q.bits_precision())).ok()?,
            numbers: numbers.map(|number| Zeroizing::new(number.to_be_bytes())),
            e: e.iter().fold(0, |e, byte| e << 8 | u64::from(*byte)),
        })
    }

    fn key(&self) -> rsa_crt::Key<'_> {
        let [p, q, d_p, d_q, q_inv] = &self.numbers;
        rsa_crt::Key {
            p,
            q,
            d_p,
            d_q,
            q_inv,
            e: self.e,
            width: self.width,
        }
    }
}

/// Verifies a signature of `message`, which is the message itself and not its digest: RSASSA-PKCS1-v1_5
/// with SHA-512 (RFC 8017, section 8.2.2). The signature is as long as the modulus, big-endian.
///
/// # Errors
/// [`Error::SignatureRejected`].
pub fn verify(key: &PublicKey, message: &[u8], signature: &[u8]) -> Result<()> {
    key.verify::<Sha512>(message, signature)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

    use super::*;
    use crate::input::{Object, read_text};
    use crate::sample;
    use rand_core::TryRng;

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

    fn pair() -> Identity {
        Identity::pair(certificate(sample::CERTIFICATE), key(sample::PRIVATE_KEY)).unwrap()
    }

    #[test]
    fn without_random_bytes_nothing_is_signed() {
        let signed = Signature::sign(&pair(), b"message", &mut Empty);
        assert_eq!(signed, Err(Error::RandomUnavailable));
    }

    /// The key's own numbers, one of them replaced.
    #[test]
    fn a_fault_in_a_number_of_the_key_is_caught() {
        let pair = pair();
        let sign = |change: fn(&mut [Vec<u8>; 5])| {
            Signature::sign_by(&pair, b"message", |key, encoded| {
                let mut numbers = [key.p, key.q, key.d_p, key.d_q, key.q_inv].map(<[u8]>::to_vec);
                change(&mut numbers);
                let [p, q, d_p, d_q, q_inv] = &numbers;
                let key = rsa_crt::Key {
                    p,
                    q,
                    d_p,
                    d_q,
                    q_inv,
                    ..*key
                };
                rsa_crt::rsasp1(&key, encoded, |bytes| Counting(1).try_fill_bytes(bytes))
            })
        };
        assert!(sign(|_| ()).is_ok());
        // Wrong modulo one prime: what would give the factor away.
        for change in [
            (|[_, _, d_p, _, _]| d_p[100] ^= 1) as fn(&mut [Vec<u8>; 5]),
            |[_, _, _, d_q, _]| d_q[100] ^= 1,
            |[_, _, _, _, q_inv]| q_inv[100] ^= 1,
        ] {
            assert_eq!(sign(change), Err(Error::SignatureRejected));
        }
        assert_eq!(
            sign(|[p, q, _, _, _]| p.clone_from(q)),
            Err(Error::KeyInconsistent)
        );
        assert_eq!(
            sign(|[_, _, _, d_q, _]| d_q.fill(0)),
            Err(Error::KeyInconsistent)
        );
    }

    /// A result of the arithmetic that is wrong in any way.
    #[test]
    fn a_fault_in_the_arithmetic_is_caught() {
        let pair = pair();
        let sign = |change: &dyn Fn(&mut Vec<u8>)| {
            Signature::sign_by(&pair, b"message", |key, encoded| {
                let mut random = Counting(1);
                let mut s = rsa_crt::rsasp1(key, encoded, |bytes| random.try_fill_bytes(bytes))?;
                change(&mut s);
                Ok(s)
            })
        };
        assert!(sign(&|_| ()).is_ok());
        for bit in [0, 1, 7, 1000, 2046, 2047] {
            let rejected = sign(&|s| s[bit / 8] ^= 0x80 >> (bit % 8));
            assert_eq!(rejected, Err(Error::SignatureRejected), "bit {bit}");
        }
        for change in [
            (|s| s.fill(0)) as fn(&mut Vec<u8>),
            |s| s.fill(0xFF),
            |s| s.insert(0, 0),
            |s| s.truncate(255),
            Vec::clear,
        ] {
            assert_eq!(sign(&change), Err(Error::SignatureRejected));
        }
    }

    /// What each error of the arithmetic means.
    #[test]
    fn errors_of_the_arithmetic_have_a_name() {
        let pair = pair();
        let sign = |error| Signature::sign_by(&pair, b"message", |_, _| Err::<_, _>(error));
        let random = rsa_crt::Error::Random(());
        assert_eq!(sign(random), Err(Error::RandomUnavailable));
        assert_eq!(
            sign(rsa_crt::Error::Blinding),
            Err(Error::RandomUnavailable)
        );
        assert_eq!(
            sign(rsa_crt::Error::InvalidKey),
            Err(Error::KeyInconsistent)
        );
        assert_eq!(
            sign(rsa_crt::Error::MessageOutOfRange),
            Err(Error::KeyInconsistent)
        );
    }

    #[test]
    fn a_key_of_another_certificate_gives_no_signature() {
        let other = key(include_str!(
            "../tests/data/corpus/companions/other-2048.key"
        ));
        let faulty = Identity::unpaired(certificate(sample::CERTIFICATE), other);
        let signed = Signature::sign(&faulty, b"message", &mut Counting(1));
        assert_eq!(signed, Err(Error::SignatureRejected));
    }

    #[test]
    fn the_encoding_leaves_room_for_eight_bytes_of_padding() {
        let digest = Sha512::digest(b"message");
        let encoded = encode(&SHA_512, &digest, 94).unwrap();
        assert_eq!(
            encoded[..12],
            [&[0, 1][..], &[0xFF; 8], &[0, 0x30]].concat()
        );
        assert_eq!(encoded.len(), 94);
        assert_eq!(encode(&SHA_512, &digest, 93), None);
        assert_eq!(encode(&SHA_512, &digest, 10), None);
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
