//! Numbers and counted pieces, big-endian, as SSH (RFC 4251, section 5) and Java's `DataOutput` write
//! them.

/// What is left to read.
pub(crate) struct Counted<'a>(pub(crate) &'a [u8]);

impl<'a> Counted<'a> {
    /// Reads so many bytes.
    pub(crate) fn take(&mut self, length: u32) -> Option<&'a [u8]> {
        let (piece, rest) = self.0.split_at_checked(usize::try_from(length).ok()?)?;
        self.0 = rest;
        Some(piece)
    }

    /// Reads the bytes that a number of 16 bits in front of them counts.
    pub(crate) fn short_piece(&mut self) -> Option<&'a [u8]> {
        let bytes = self.take(2)?.first_chunk().copied()?;
        self.take(u32::from(u16::from_be_bytes(bytes)))
    }

    /// Reads a number of 32 bits.
    pub(crate) fn u32(&mut self) -> Option<u32> {
        let bytes = self.take(4)?.first_chunk().copied()?;
        Some(u32::from_be_bytes(bytes))
    }

    /// Reads the bytes that a number of 32 bits in front of them counts.
    pub(crate) fn piece(&mut self) -> Option<&'a [u8]> {
        let length = self.u32()?;
        self.take(length)
    }
}
