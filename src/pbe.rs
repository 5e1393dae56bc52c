//! Password-based encryption: what protects a private key or a bundle (RFC 8018, RFC 7292
//! appendix B, and OpenSSL's traditional PEM). The primitives are libraries'; what is ours is how
//! they are put together, because no crate covers the old schemes.

mod cipher;
mod kdf;
mod mac;
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

    /// The bytes that programs make of it for PKCS#5 and traditional PEM: UTF-8 today, and one
    /// byte a character where an older terminal was used.
    fn octets(&self) -> Vec<Zeroizing<Vec<u8>>> {
        let mut forms = vec![Zeroizing::new(self.0.as_bytes().to_vec())];
        if !self.0.is_ascii() {
            forms.extend(self.latin1());
        }
        forms
    }

    /// The bytes that programs make of it for PKCS#12 (RFC 7292, appendix B.1): UTF-16, big-endian,
    /// with two zero bytes at the end. Older OpenSSL widened each byte of UTF-8 instead; an empty
    /// passphrase is written with and without the zero bytes.
    fn bmp(&self) -> Vec<Zeroizing<Vec<u8>>> {
        if self.0.is_empty() {
            return vec![Zeroizing::new(vec![0, 0]), Zeroizing::new(Vec::new())];
        }
        let utf16 = |units: &mut dyn Iterator<Item = u16>| {
            let mut bytes = Zeroizing::new(Vec::with_capacity(
                self.0.len().saturating_mul(2).saturating_add(2),
            ));
            for unit in units {
                bytes.extend(unit.to_be_bytes());
            }
            bytes.extend([0, 0]);
            bytes
        };
        let mut forms = vec![utf16(&mut self.0.encode_utf16())];
        if !self.0.is_ascii() {
            forms.push(utf16(&mut self.0.bytes().map(u16::from)));
        }
        forms
    }

    fn latin1(&self) -> Option<Zeroizing<Vec<u8>>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(self.0.len()));
        for character in self.0.chars() {
            bytes.push(u8::try_from(character).ok()?);
        }
        Some(bytes)
    }
}

impl core::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Passphrase")
    }
}
