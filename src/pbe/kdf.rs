//! From a passphrase to key bytes.

use super::{MAX_BCRYPT_ROUNDS, MAX_ITERATIONS, MAX_SCRYPT_BYTES, Passphrase};
use crate::error::{Error, Result};
use crate::hash::{Hash, with_hash};
use zeroize::Zeroizing;

/// The work of scrypt, N × r × p, above which it is refused.
const MAX_SCRYPT_WORK: u64 = 1 << 24;

/// A key derivation with its parameters, within the caps.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Kdf {
    /// OpenSSH's `bcrypt_pbkdf`.
    Bcrypt { salt: Vec<u8>, rounds: u32 },
    /// OpenSSL's `EVP_BytesToKey` with MD5 and one round, for traditional PEM.
    BytesToKey { salt: Vec<u8> },
    /// RFC 8018, section 5.1.
    Pbkdf1 {
        hash: Hash,
        salt: Vec<u8>,
        iterations: u32,
    },
    /// RFC 8018, section 5.2.
    Pbkdf2 {
        hash: Hash,
        salt: Vec<u8>,
        iterations: u32,
    },
    /// RFC 7292, appendix B.2.
    Pkcs12 {
        hash: Hash,
        salt: Vec<u8>,
        iterations: u32,
    },
    /// RFC 7914.
    Scrypt {
        log_n: u8,
        r: u32,
        p: u32,
        salt: Vec<u8>,
    },
}

/// What PKCS#12's derivation makes bytes for (RFC 7292, appendix B.3).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[repr(u8)]
pub(super) enum Purpose {
    Key = 1,
    Iv = 2,
    Mac = 3,
}

impl Kdf {
    /// Refuses parameters that would cost too much.
    pub(super) fn checked(self) -> Result<Self> {
        match &self {
            Self::Bcrypt { rounds, .. } => check_iterations(*rounds, MAX_BCRYPT_ROUNDS)?,
            Self::BytesToKey { .. } => {}
            Self::Pbkdf1 { iterations, .. }
            | Self::Pbkdf2 { iterations, .. }
            | Self::Pkcs12 { iterations, .. } => check_iterations(*iterations, MAX_ITERATIONS)?,
            Self::Scrypt { log_n, r, p, .. } => check_scrypt(*log_n, *r, *p)?,
        }
        Ok(self)
    }

    /// How many iterations a person waits for.
    pub(super) fn iterations(&self) -> u32 {
        match self {
            Self::Bcrypt { rounds, .. } => *rounds,
            Self::BytesToKey { .. } => 1,
            Self::Pbkdf1 { iterations, .. }
            | Self::Pbkdf2 { iterations, .. }
            | Self::Pkcs12 { iterations, .. } => *iterations,
            Self::Scrypt { log_n, .. } => 1_u32.checked_shl(u32::from(*log_n)).unwrap_or(u32::MAX),
        }
    }

    /// How often all iterations are done for a key of so many bytes: PBKDF2 makes as many at once as its
    /// hash has (RFC 8018, section 5.2).
    pub(super) fn blocks(&self, length: usize) -> u32 {
        match self {
            Self::Pbkdf2 { hash, .. } => {
                u32::try_from(length.div_ceil(hash.length())).unwrap_or(u32::MAX)
            }
            _ => 1,
        }
    }

    /// The bytes that programs make of the passphrase for this derivation, today's first.
    pub(super) fn forms(&self, passphrase: &Passphrase) -> Vec<Zeroizing<Vec<u8>>> {
        match self {
            Self::Pkcs12 { .. } => passphrase.bmp(self.iterations()),
            // One round takes as long as so many iterations of the others.
            Self::Bcrypt { rounds, .. } => passphrase.octets(rounds.saturating_mul(10_000)),
            _ => passphrase.octets(self.iterations()),
        }
    }

    pub(super) fn name(&self) -> String {
        match self {
            Self::Bcrypt { .. } => "bcrypt".to_owned(),
            Self::BytesToKey { .. } => "MD5".to_owned(),
            Self::Pbkdf1 { hash, .. } => format!("PBKDF1 {}", hash.name()),
            Self::Pbkdf2 { hash, .. } => format!("PBKDF2 {}", hash.name()),
            Self::Pkcs12 { hash, .. } => format!("PKCS#12 {}", hash.name()),
            Self::Scrypt { .. } => "scrypt".to_owned(),
        }
    }

    /// `length` bytes for `purpose` from the passphrase's bytes. Only PKCS#12's derivation knows
    /// purposes.
    pub(super) fn derive(
        &self,
        passphrase: &[u8],
        purpose: Purpose,
        length: usize,
    ) -> Option<Zeroizing<Vec<u8>>> {
        let mut out = Zeroizing::new(vec![0; length]);
        match self {
            Self::Bcrypt { salt, rounds } => {
                // A buffer of the crate's own would not be wiped.
                let mut memory = Zeroizing::new(vec![0; length.next_multiple_of(32)]);
                bcrypt_pbkdf::bcrypt_pbkdf_with_memory(
                    passphrase,
                    salt,
                    *rounds,
                    &mut out,
                    &mut memory,
                )
                .ok()?;
            }
            Self::BytesToKey { salt } => bytes_to_key(passphrase, salt, &mut out),
            Self::Pbkdf1 {
                hash,
                salt,
                iterations,
            } => {
                let derived = pbkdf1(*hash, passphrase, salt, *iterations);
                out.copy_from_slice(derived.get(..length)?);
            }
            Self::Pbkdf2 {
                hash,
                salt,
                iterations,
            } => {
                with_hash!(*hash, H => pbkdf2::pbkdf2_hmac::<H>(passphrase, salt, *iterations, &mut out));
            }
            Self::Pkcs12 {
                hash,
                salt,
                iterations,
            } => {
                pkcs12(*hash, passphrase, salt, *iterations, purpose, &mut out);
            }
            Self::Scrypt { log_n, r, p, salt } => {
                let params = scrypt::Params::new(*log_n, *r, *p).ok()?;
                scrypt::scrypt(passphrase, salt, &params, &mut out).ok()?;
            }
        }
        Some(out)
    }
}

/// Refuses a derivation that takes too long.
///
/// # Errors
/// [`Error::TooManyIterations`].
pub(crate) fn check_iterations(iterations: u32, limit: u32) -> Result<()> {
    if iterations > limit {
        return Err(Error::TooManyIterations { iterations, limit });
    }
    Ok(())
}

fn check_scrypt(log_n: u8, r: u32, p: u32) -> Result<()> {
    let (r, p) = (u64::from(r), u64::from(p));
    let n = 1_u64.checked_shl(u32::from(log_n)).unwrap_or(u64::MAX);
    // One block for each of N, and one for each of p (RFC 7914, sections 5 and 6).
    let bytes = n.saturating_add(p).saturating_mul(r).saturating_mul(128);
    if bytes > MAX_SCRYPT_BYTES {
        let mib = |bytes: u64| i64::try_from(bytes.div_ceil(1024 * 1024)).unwrap_or(i64::MAX);
        return Err(Error::TooMuchMemory {
            mebibytes: mib(bytes),
            limit: mib(MAX_SCRYPT_BYTES),
        });
    }
    let (iterations, limit) = (
        n.saturating_mul(p),
        MAX_SCRYPT_WORK.checked_div(r).unwrap_or(0),
    );
    if iterations > limit || n < 2 {
        let small = |iterations: u64| u32::try_from(iterations).unwrap_or(u32::MAX);
        return Err(Error::TooManyIterations {
            iterations: small(iterations),
            limit: small(limit),
        });
    }
    Ok(())
}

fn bytes_to_key(passphrase: &[u8], salt: &[u8], out: &mut [u8]) {
    let mut last = Zeroizing::new(Vec::new());
    for chunk in out.chunks_mut(Hash::Md5.length()) {
        last = Hash::Md5.digest(&[&last, passphrase, salt]);
        copy_prefix(chunk, &last);
    }
}

fn pbkdf1(hash: Hash, passphrase: &[u8], salt: &[u8], iterations: u32) -> Zeroizing<Vec<u8>> {
    let mut value = hash.digest(&[passphrase, salt]);
    for _ in 1..iterations {
        value = hash.digest(&[&value]);
    }
    value
}

/// RFC 7292, appendix B.2. The steps are numbered there; numbers are big-endian.
fn pkcs12(
    hash: Hash,
    passphrase: &[u8],
    salt: &[u8],
    iterations: u32,
    purpose: Purpose,
    out: &mut [u8],
) {
    let block = hash.block_length();
    let diversifier = vec![purpose as u8; block];
    let mut input = Zeroizing::new(filled(salt, block));
    input.extend_from_slice(&Zeroizing::new(filled(passphrase, block)));
    for chunk in out.chunks_mut(hash.length()) {
        let mut value = hash.digest(&[&diversifier, &input]);
        for _ in 1..iterations {
            value = hash.digest(&[&value]);
        }
        copy_prefix(chunk, &value);
        // A hash is no longer than its block.
        let addend = Zeroizing::new(filled(&value, block));
        for part in input.chunks_mut(block) {
            add_with_one(part, &addend);
        }
    }
}

/// `text` repeated up to a multiple of `block`; nothing when it is empty.
fn filled(text: &[u8], block: usize) -> Vec<u8> {
    let length = text.len().div_ceil(block).saturating_mul(block);
    text.iter().copied().cycle().take(length).collect()
}

/// `number + addend + 1`, the carry out of it dropped.
fn add_with_one(number: &mut [u8], addend: &[u8]) {
    let mut carry = 1_u16;
    for (digit, other) in number.iter_mut().zip(addend).rev() {
        let sum = u16::from(*digit)
            .saturating_add(u16::from(*other))
            .saturating_add(carry);
        let [high, low] = sum.to_be_bytes();
        *digit = low;
        carry = u16::from(high);
    }
}

fn copy_prefix(target: &mut [u8], source: &[u8]) {
    for (to, from) in target.iter_mut().zip(source) {
        *to = *from;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scrypt_is_bounded_in_memory_and_in_work() {
        // OpenSSL's own, and the most that is used.
        assert_eq!(check_scrypt(14, 8, 1), Ok(()));
        assert_eq!(check_scrypt(17, 8, 1), Ok(()));
        let code = |log_n, r, p| check_scrypt(log_n, r, p).map_err(|error| error.code());
        assert_eq!(code(20, 8, 1), Err("too-much-memory"));
        assert_eq!(code(1, 1, 1 << 23), Err("too-much-memory"));
        assert_eq!(code(17, 8, 17), Err("too-many-iterations"));
        assert_eq!(code(0, 1, 1), Err("too-many-iterations"));
        assert_eq!(code(63, u32::MAX, u32::MAX), Err("too-much-memory"));
    }

    #[test]
    fn the_last_that_scrypt_may_cost_and_no_more() {
        // 128 bytes for each of N + p, r times: 256 MiB, though far too much work; then one p more.
        let much = (1 << 19) * (1 << 19);
        let too_long = |iterations: u64, limit| {
            let iterations = u32::try_from(iterations).unwrap_or(u32::MAX);
            Err(Error::TooManyIterations { iterations, limit })
        };
        assert_eq!(check_scrypt(19, 2, 1 << 19), too_long(much, 1 << 23));
        let (mebibytes, limit) = (257, 256);
        let too_wide = Err(Error::TooMuchMemory { mebibytes, limit });
        assert_eq!(check_scrypt(19, 2, (1 << 19) + 1), too_wide);
        assert_eq!(check_scrypt(17, 8, 16), Ok(()));
        assert_eq!(check_scrypt(17, 8, 17), too_long(17 << 17, 1 << 21));
        // N is above 1 (RFC 7914, section 2).
        assert_eq!(check_scrypt(1, 1, 1), Ok(()));
        assert_eq!(check_scrypt(0, 1, 1), too_long(1, 1 << 24));
        assert_eq!(check_scrypt(1, 0, 1), too_long(2, 0));
    }
}
