//! The message that is signed: 100 bytes that hold the time and are never the same twice.

use crate::error::{Error, Result};
use rand_core::TryCryptoRng;

/// The length of a message in bytes.
pub const LENGTH: usize = 100;
/// The length of the time in bytes; the random bytes follow it.
const TIME_LENGTH: usize = 8;

/// 8 bytes of time (Unix seconds, big-endian) and 92 random bytes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Message {
    bytes: [u8; LENGTH],
    created_at: u64,
}

impl Message {
    /// Makes a message.
    ///
    /// `now` is the time in Unix seconds.
    ///
    /// # Errors
    /// [`Error::RandomUnavailable`] when `random` gives nothing.
    pub fn new<R: TryCryptoRng + ?Sized>(now: u64, random: &mut R) -> Result<Self> {
        let mut bytes = [0; LENGTH];
        let (time, nonce) = bytes.split_at_mut(TIME_LENGTH);
        time.copy_from_slice(&now.to_be_bytes());
        random
            .try_fill_bytes(nonce)
            .map_err(|_| Error::RandomUnavailable)?;
        Ok(Self {
            bytes,
            created_at: now,
        })
    }

    /// The 100 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; LENGTH] {
        &self.bytes
    }

    /// The time in it, in Unix seconds.
    #[must_use]
    pub fn created_at(&self) -> u64 {
        self.created_at
    }
}
