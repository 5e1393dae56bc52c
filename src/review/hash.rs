//! The hash functions with which requests are signed, rightly and wrongly, by name and identifier.

use crate::oid;
use der::asn1::{AnyRef, ObjectIdentifier};
use sha2::Digest;

/// A hash function.
pub(super) struct Hash {
    /// Its name, as people know it.
    pub(super) name: &'static str,
    /// Its identifier (RFC 8017, appendix B.1).
    oid: ObjectIdentifier,
    /// The length of its result in bytes.
    pub(super) length: usize,
    /// The hash of several pieces, one behind the other.
    pub(super) digest: fn(&[&[u8]]) -> Vec<u8>,
}

/// The one that the service expects comes first.
pub(super) const HASHES: &[Hash] = &[
    hash::<sha2::Sha512>("SHA-512", oid::SHA512, 64),
    hash::<sha2::Sha256>("SHA-256", oid::SHA256, 32),
    hash::<sha1::Sha1>("SHA-1", oid::SHA1, 20),
    hash::<sha2::Sha384>("SHA-384", oid::SHA384, 48),
    hash::<sha2::Sha224>("SHA-224", oid::SHA224, 28),
    hash::<sha2::Sha512_256>("SHA-512/256", oid::SHA512_256, 32),
    hash::<md5::Md5>("MD5", oid::MD5, 16),
];

/// The name of the one that the service expects.
pub(super) const EXPECTED: &str = "SHA-512";

const fn hash<D: Digest>(name: &'static str, oid: ObjectIdentifier, length: usize) -> Hash {
    Hash {
        name,
        oid,
        length,
        digest: digest::<D>,
    }
}

fn digest<D: Digest>(pieces: &[&[u8]]) -> Vec<u8> {
    let mut state = D::new();
    for piece in pieces {
        state.update(piece);
    }
    state.finalize().to_vec()
}

/// A hash value and the function that it claims to come from.
pub(super) struct DigestInfo<'a> {
    /// The function, if it is one that can be computed here.
    pub(super) hash: Option<&'static Hash>,
    /// Its name, or failing that its identifier.
    pub(super) name: String,
    /// The value.
    pub(super) digest: &'a [u8],
}

impl<'a> DigestInfo<'a> {
    /// Reads a `DigestInfo` (RFC 8017, section 9.2).
    pub(super) fn read(der: &'a [u8]) -> Option<Self> {
        let parts = crate::asn1::children(der)?;
        let [algorithm, digest] = parts.as_slice() else {
            return None;
        };
        let (oid, _): (ObjectIdentifier, Option<AnyRef<'_>>) = crate::asn1::algorithm(algorithm)?;
        let hash = HASHES.iter().find(|hash| hash.oid == oid);
        Some(Self {
            hash,
            name: hash.map_or_else(|| oid::name_or_dotted(&oid), |hash| hash.name.to_owned()),
            digest: crate::asn1::octets(digest)?,
        })
    }
}
