//! Makes bytes small enough to stand in a script as text, and unpacks them again for the checks.
//!
//! Compressed in zlib's form of deflate, which browsers inflate by themselves (`DecompressionStream`, format
//! `deflate`), by zopfli, which finds the smallest; then base64, which browsers read by themselves too. `www/packed.js`
//! opens it.

use anyhow::{Context, Result, anyhow};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;
use zopfli::{Format, Options};

/// More than that nothing unpacks to, in bytes.
const LARGEST: usize = 16 << 20;

/// Compresses and writes.
pub(crate) fn pack(bytes: &[u8]) -> Result<String> {
    let mut packed = Vec::new();
    zopfli::compress(Options::default(), Format::Zlib, bytes, &mut packed)
        .context("Nothing was packed.")?;
    Ok(STANDARD.encode(packed))
}

/// The reverse, by other code than what packed.
pub(crate) fn unpack(text: &str) -> Result<Vec<u8>> {
    let packed = STANDARD
        .decode(text)
        .context("The page's packed text is not of its alphabet.")?;
    decompress_to_vec_zlib_with_limit(&packed, LARGEST)
        .map_err(|error| anyhow!("What the page holds packed cannot be unpacked: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_unpacked() {
        let bytes: Vec<u8> = (0..=255).cycle().take(10_000).collect();
        let text = pack(&bytes).unwrap();
        assert!(text.len() < 1_000, "{}", text.len());
        assert_eq!(unpack(&text).unwrap(), bytes);
    }

    #[test]
    fn a_changed_byte_is_noticed() {
        let text = pack(b"some bytes").unwrap();
        let other = if text.get(8..9) == Some("a") {
            "b"
        } else {
            "a"
        };
        let mut changed = text.clone();
        changed.replace_range(8..9, other);
        assert!(unpack(&changed).is_err());
        assert!(unpack("\"").is_err());
        assert!(unpack(&STANDARD.encode(b"not packed")).is_err());
    }
}
