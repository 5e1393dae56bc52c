//! Password-based encryption: what protects a private key or a bundle (RFC 8018, RFC 7292
//! appendix B, and OpenSSL's traditional PEM). The primitives are libraries'; what is ours is how
//! they are put together, because no crate covers the old schemes.

mod cipher;
mod kdf;
mod mac;
mod passphrase;
mod scheme;
#[cfg(test)]
mod tests;

pub(crate) use mac::Mac;
pub(crate) use scheme::DecryptError;
pub use scheme::Scheme;

use zeroize::Zeroizing;

/// The most iterations of a key derivation that are computed; ten times what is recommended today, and
/// about ten seconds of work. A file that asks for more is refused, not obeyed.
pub const MAX_ITERATIONS: u32 = if cfg!(fuzzing) { 8 } else { 10_000_000 };

/// The most memory of scrypt that is used, in bytes.
pub const MAX_SCRYPT_BYTES: u64 = if cfg!(fuzzing) { 1 } else { 256 } * 1024 * 1024;

/// A passphrase as typed. Wiped when dropped.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes what was typed.
    #[must_use]
    pub fn new(text: Zeroizing<String>) -> Self {
        Self(text)
    }
}

impl core::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Passphrase")
    }
}
