//! What the public key makes of a signature, `s^e mod n`, and the padding in it: whoever holds the
//! certificate can see what was signed, and how.

use crate::asn1;
use crate::hash::Hash;
use crate::oid;
use crate::public_key::PublicKey;
use der::asn1::ObjectIdentifier;
use rsa::BoxedUint;

/// The encoded message that was signed (RFC 8017, section 8.2.2, steps 1 and 2), as long as the
/// modulus; `None` when the signature is not below it.
pub(super) fn open(key: &PublicKey, signature: &[u8]) -> Option<Vec<u8>> {
    let bits = u32::try_from(signature.len()).ok()?.checked_mul(8)?;
    let number = BoxedUint::from_be_slice(signature, bits).ok()?;
    let opened = rsa::hazmat::rsa_encrypt(key.as_rsa(), &number).ok()?;
    let bytes = opened.to_be_bytes();
    let start = bytes.len().checked_sub(key.bytes())?;
    bytes.get(start..).map(<[u8]>::to_vec)
}

/// What follows the padding of EMSA-PKCS1-v1_5 (RFC 8017, section 9.2).
pub(super) fn pkcs1(encoded: &[u8]) -> Option<&[u8]> {
    let rest = encoded.strip_prefix(&[0, 1])?;
    let padding = rest.iter().take_while(|byte| **byte == 0xFF).count();
    if padding < 8 {
        return None;
    }
    rest.get(padding..)?.strip_prefix(&[0])
}

/// A hash value and the function that it claims to come from.
pub(super) struct DigestInfo<'a> {
    algorithm: ObjectIdentifier,
    /// The value.
    pub(super) digest: &'a [u8],
}

impl<'a> DigestInfo<'a> {
    /// Reads a `DigestInfo` (RFC 8017, section 9.2).
    pub(super) fn read(der: &'a [u8]) -> Option<Self> {
        let parts = asn1::children(der)?;
        let [algorithm, digest] = parts.as_slice() else {
            return None;
        };
        let (algorithm, _) = asn1::algorithm(algorithm)?;
        Some(Self {
            algorithm,
            digest: asn1::octets(digest)?,
        })
    }

    /// The function, if it is one that can be computed here.
    pub(super) fn hash(&self) -> Option<Hash> {
        Hash::from_oid(&self.algorithm)
    }

    /// The name of the function, or failing that its identifier.
    pub(super) fn name(&self) -> String {
        match self.hash() {
            Some(hash) => hash.name().to_owned(),
            None => oid::name_or_dotted(&self.algorithm),
        }
    }
}

/// An encoding that may be EMSA-PSS (RFC 8017, section 9.1).
pub(super) struct Pss {
    /// The hash function.
    pub(super) hash: Hash,
    /// The value that ties salt and message together.
    value: Vec<u8>,
    /// The salt.
    pub(super) salt: Vec<u8>,
    /// How many of the bytes that must be zero were there to be checked.
    pub(super) zeros: usize,
}

impl Pss {
    /// Every reading of an encoding as PSS: with each hash function, and with each or SHA-1 as that
    /// of the mask, which some libraries take by default.
    pub(super) fn readings(encoded: &[u8], bits: u32) -> Vec<Self> {
        Hash::ALL
            .into_iter()
            .flat_map(|hash| [hash, Hash::Sha1].map(|mask| (hash, mask)))
            .filter_map(|(hash, mask)| Self::read(encoded, bits, hash, mask))
            .collect()
    }

    /// Section 9.1.2, with the length of the salt taken from the encoding.
    fn read(encoded: &[u8], bits: u32, hash: Hash, mask: Hash) -> Option<Self> {
        let free = bits.checked_sub(1)? % 8;
        // A modulus of 8k + 1 bits leaves the first byte out of the encoding.
        let encoded = if free == 0 {
            encoded.strip_prefix(&[0])?
        } else {
            encoded
        };
        let encoded = encoded.strip_suffix(&[0xBC])?;
        let (masked, value) =
            encoded.split_at_checked(encoded.len().checked_sub(hash.length())?)?;
        let mut data = unmask(masked, value, mask);
        if let Some(first) = data.first_mut().filter(|_| free != 0) {
            *first &= 0xFF >> 8_u32.checked_sub(free)?;
        }
        let zeros = data.iter().take_while(|byte| **byte == 0).count();
        let salt = data.get(zeros..)?.strip_prefix(&[1])?.to_vec();
        Some(Self {
            hash,
            value: value.to_vec(),
            salt,
            zeros,
        })
    }

    /// Whether this is what was signed (section 9.1.2, steps 12 to 14).
    pub(super) fn signs(&self, message: &[u8]) -> bool {
        let digest = self.hash.digest(&[message]);
        *self.hash.digest(&[&[0; 8], &digest, &self.salt]) == self.value
    }
}

/// MGF1 (RFC 8017, appendix B.2.1) taken off.
fn unmask(masked: &[u8], seed: &[u8], hash: Hash) -> Vec<u8> {
    let blocks = (0_u32..).map(|counter| hash.digest(&[seed, &counter.to_be_bytes()]).to_vec());
    masked
        .iter()
        .zip(blocks.flatten())
        .map(|(byte, mask)| byte ^ mask)
        .collect()
}
