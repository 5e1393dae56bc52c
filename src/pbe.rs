//! Password-based encryption: what protects a private key or a bundle (RFC 8018, RFC 7292
//! appendix B, OpenSSL's traditional PEM, and OpenSSH). The primitives are libraries'; what is ours is how
//! they are put together, because no crate covers the old schemes.

mod cipher;
mod kdf;
mod mac;
mod passphrase;
mod protect;
mod scheme;
#[cfg(test)]
mod tests;

pub(crate) use kdf::check_iterations;
pub(crate) use mac::Mac;
pub(crate) use protect::{Protection, mac_data, protect};
pub use scheme::Scheme;
pub(crate) use scheme::{DecryptError, begins_twice};

use zeroize::Zeroizing;

/// The most iterations of a key derivation that are computed; ten times what is recommended today, and
/// about ten seconds of work. A file that asks for more is refused, not obeyed.
pub const MAX_ITERATIONS: u32 = if cfg!(fuzzing) { 8 } else { 10_000_000 };

/// The most rounds of `bcrypt_pbkdf` that are computed: about ten seconds of work, and 40 to 64 times
/// what `ssh-keygen` asks for by itself.
pub const MAX_BCRYPT_ROUNDS: u32 = if cfg!(fuzzing) { 1 } else { 1024 };

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

    /// Returns whether nothing was typed.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns how many characters it has.
    pub(crate) fn characters(&self) -> usize {
        self.0.chars().count()
    }

    /// Returns UTF-16, big-endian, as Java's key stores hash it.
    pub(crate) fn utf16(&self) -> Zeroizing<Vec<u8>> {
        let length = self.0.len().saturating_mul(2);
        let mut bytes = Zeroizing::new(Vec::with_capacity(length));
        for unit in self.0.encode_utf16() {
            bytes.extend(unit.to_be_bytes());
        }
        bytes
    }

    /// Returns its bytes when it is ASCII: Java's password-based encryption takes nothing else.
    pub(crate) fn ascii(&self) -> Option<&[u8]> {
        self.0.is_ascii().then(|| self.0.as_bytes())
    }
}

/// Decrypts 3DES in CBC mode and removes the padding; `None` when it does not fit.
pub(crate) fn decrypt_triple_des(key: &[u8], iv: &[u8], data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let cipher = cipher::Cipher::TdesEde3;
    cipher.makes(data.len()).then_some(())?;
    let plain = cipher.decrypt(key, iv, data)?;
    plain.is_padded.then_some(plain.bytes)
}

/// Compares two digests in constant time.
pub(crate) fn equal(one: &[u8], other: &[u8]) -> bool {
    let difference = one.iter().zip(other).fold(0, |sum, (a, b)| sum | (a ^ b));
    one.len() == other.len() && core::hint::black_box(difference) == 0
}

impl core::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Passphrase")
    }
}
