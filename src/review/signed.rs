//! What a body says, as far as it can be read, and the time in its message.

/// Times that are plausible: from September 2001 to January 2100, in Unix seconds.
const PLAUSIBLE: core::ops::Range<i64> = 1_000_000_000..4_102_444_800;

/// The decoded values of a body.
#[derive(Debug, Default)]
pub(super) struct Signed {
    /// The value of `encodedData`.
    pub(super) data_text: String,
    /// The bytes of `encodedData`.
    pub(super) data: Option<Vec<u8>>,
    /// The bytes of `encodedSignedData`.
    pub(super) signature: Option<Vec<u8>>,
    /// Whether the body is meant as v2.
    pub(super) v2: bool,
}

/// Returns the time as it should be: 8 bytes, big-endian, Unix seconds.
pub(super) fn seconds(bytes: &[u8]) -> Option<i64> {
    plausible(u64::from_be_bytes(first_eight(bytes)?))
}

/// Returns a time in Unix seconds, if it is a plausible one.
pub(super) fn plausible(time: u64) -> Option<i64> {
    i64::try_from(time)
        .ok()
        .filter(|time| PLAUSIBLE.contains(time))
}

pub(super) fn first_eight(bytes: &[u8]) -> Option<[u8; 8]> {
    bytes.first_chunk::<8>().copied()
}
