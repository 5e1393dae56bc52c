//! Makes the wasm small enough to stand in a script as text, and unpacks it again for the checks.

use anyhow::{Context, Result, anyhow};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Deflates with a zlib frame, which `DecompressionStream("deflate")` opens, and writes base64.
pub(crate) fn pack(wasm: &[u8]) -> Result<String> {
    let mut packed = Vec::new();
    zopfli::compress(
        zopfli::Options::default(),
        zopfli::Format::Zlib,
        wasm,
        &mut packed,
    )
    .context("The wasm cannot be compressed.")?;
    Ok(STANDARD.encode(packed))
}

/// The reverse, by other code than what packed.
pub(crate) fn unpack(text: &str) -> Result<Vec<u8>> {
    let packed = STANDARD
        .decode(text)
        .context("The wasm in the page is not base64.")?;
    miniz_oxide::inflate::decompress_to_vec_zlib(&packed)
        .map_err(|error| anyhow!("The wasm in the page cannot be unpacked: {error}."))
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
        assert!(unpack(&text.replacen(text.get(8..9).unwrap(), "_", 1)).is_err());
        assert!(unpack(&STANDARD.encode(b"no zlib")).is_err());
    }
}
