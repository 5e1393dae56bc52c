//! The hash functions, in one table: derivations, integrity checks and the reading of signatures
//! made elsewhere all use it.

use crate::oid;
use der::asn1::ObjectIdentifier;
use sha2::Digest;
use sha2::digest::block_api::BlockSizeUser;
use zeroize::Zeroizing;

/// A hash function.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Hash {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Sha512_224,
    Sha512_256,
}

/// Runs `$body` with the type of a hash function.
macro_rules! with_hash {
    ($hash:expr, $type:ident => $body:expr) => {
        match $hash {
            $crate::hash::Hash::Md5 => {
                type $type = md5::Md5;
                $body
            }
            $crate::hash::Hash::Sha1 => {
                type $type = sha1::Sha1;
                $body
            }
            $crate::hash::Hash::Sha224 => {
                type $type = sha2::Sha224;
                $body
            }
            $crate::hash::Hash::Sha256 => {
                type $type = sha2::Sha256;
                $body
            }
            $crate::hash::Hash::Sha384 => {
                type $type = sha2::Sha384;
                $body
            }
            $crate::hash::Hash::Sha512 => {
                type $type = sha2::Sha512;
                $body
            }
            $crate::hash::Hash::Sha512_224 => {
                type $type = sha2::Sha512_224;
                $body
            }
            $crate::hash::Hash::Sha512_256 => {
                type $type = sha2::Sha512_256;
                $body
            }
        }
    };
}
pub(crate) use with_hash;

impl Hash {
    /// Every function, the one that Anaplan expects first.
    pub(crate) const ALL: [Self; 8] = [
        Self::Sha512,
        Self::Sha256,
        Self::Sha1,
        Self::Sha384,
        Self::Sha224,
        Self::Sha512_256,
        Self::Sha512_224,
        Self::Md5,
    ];

    /// Returns the function with this identifier.
    pub(crate) fn from_oid(oid: &ObjectIdentifier) -> Option<Self> {
        Self::ALL.into_iter().find(|hash| hash.oid() == *oid)
    }

    /// Returns the function whose HMAC has this identifier.
    pub(crate) fn from_hmac_oid(oid: &ObjectIdentifier) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|hash| hash.row().hmac_oid == *oid)
    }

    /// Returns the functions whose results have so many bytes.
    pub(crate) fn of_length(length: usize) -> impl Iterator<Item = Self> + Clone {
        Self::ALL
            .into_iter()
            .filter(move |hash| hash.length() == length)
    }

    /// Its name, as people know it.
    pub(crate) fn name(self) -> &'static str {
        self.row().name
    }

    /// Its identifier (RFC 8017, appendix B.1).
    pub(crate) fn oid(self) -> ObjectIdentifier {
        self.row().oid
    }

    /// The length of its input block in bytes.
    pub(crate) fn block_length(self) -> usize {
        with_hash!(self, H => <H as BlockSizeUser>::block_size())
    }

    /// The length of its result in bytes.
    pub(crate) fn length(self) -> usize {
        with_hash!(self, H => <H as Digest>::output_size())
    }

    /// Returns the hash of several pieces, one after the other.
    pub(crate) fn digest(self, pieces: &[&[u8]]) -> Zeroizing<Vec<u8>> {
        with_hash!(self, H => {
            let mut state = H::new();
            for piece in pieces {
                state.update(piece);
            }
            Zeroizing::new(state.finalize().to_vec())
        })
    }

    fn row(self) -> Row {
        let row = |name, oid, hmac_oid| Row {
            name,
            oid,
            hmac_oid,
        };
        match self {
            Self::Md5 => row("MD5", oid::MD5, oid::HMAC_MD5),
            Self::Sha1 => row("SHA-1", oid::SHA1, oid::HMAC_SHA1),
            Self::Sha224 => row("SHA-224", oid::SHA224, oid::HMAC_SHA224),
            Self::Sha256 => row("SHA-256", oid::SHA256, oid::HMAC_SHA256),
            Self::Sha384 => row("SHA-384", oid::SHA384, oid::HMAC_SHA384),
            Self::Sha512 => row("SHA-512", oid::SHA512, oid::HMAC_SHA512),
            Self::Sha512_224 => row("SHA-512/224", oid::SHA512_224, oid::HMAC_SHA512_224),
            Self::Sha512_256 => row("SHA-512/256", oid::SHA512_256, oid::HMAC_SHA512_256),
        }
    }
}

/// What is known of a function without its code.
struct Row {
    name: &'static str,
    oid: ObjectIdentifier,
    /// The identifier of its HMAC (RFC 8018, appendix B.1).
    hmac_oid: ObjectIdentifier,
}
