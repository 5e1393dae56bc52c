//! Packs bytes into text that can stand in a script, and unpacks them again for the checks.
//!
//! The form is gzip in base64. Browsers read both by themselves (`DecompressionStream`,
//! `www/packed.js`), and so does a person with `base64 -d | gunzip` (docs/reproduce.md). Zopfli
//! writes the gzip, because it finds the smallest one.

use std::io::Read;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::{GzDecoder, GzEncoder};
use zopfli::{Format, Options};

/// The largest size that is unpacked, in bytes.
const LARGEST: usize = 16 << 20;

/// Compresses the bytes and encodes the result.
pub(crate) fn pack(bytes: &[u8]) -> Result<String> {
    let mut packed = Vec::new();
    zopfli::compress(Options::default(), Format::Gzip, bytes, &mut packed)
        .context("Zopfli failed.")?;
    Ok(STANDARD.encode(packed))
}

/// Reverses [`pack`], by other code than zopfli's.
pub(crate) fn unpack(text: &str) -> Result<Vec<u8>> {
    let packed = STANDARD
        .decode(text)
        .context("The page's packed text is not of its alphabet.")?;
    let mut bytes = Vec::new();
    let limit = u64::try_from(LARGEST)?.saturating_add(1);
    GzDecoder::new(packed.as_slice())
        .take(limit)
        .read_to_end(&mut bytes)
        .context("A packed constant of the page is damaged.")?;
    if bytes.len() > LARGEST {
        bail!("A packed constant of the page unpacks to more than {LARGEST} bytes.");
    }
    Ok(bytes)
}

/// Returns how many bytes a web server sends for this text when it compresses with gzip.
pub(crate) fn gzipped(text: &str) -> Result<usize> {
    let mut packed = Vec::new();
    GzEncoder::new(text.as_bytes(), Compression::best()).read_to_end(&mut packed)?;
    Ok(packed.len())
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
        let text = pack(b"some bytes, some bytes").unwrap();
        for place in 16..text.len() - 8 {
            let other = if text.get(place..=place) == Some("a") {
                "b"
            } else {
                "a"
            };
            let mut changed = text.clone();
            changed.replace_range(place..=place, other);
            assert!(unpack(&changed).is_err(), "{place}");
        }
        assert!(unpack("\"").is_err());
        assert!(unpack(&STANDARD.encode(b"not packed")).is_err());
    }
}
