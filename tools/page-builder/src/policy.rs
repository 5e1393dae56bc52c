//! The page's content security policy, and the hashes in it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The policy for exactly this script and this style.
pub(crate) fn policy(script: &str, style: &str) -> String {
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data:; \
         worker-src blob:; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types rsa-signer-worker",
        source(script),
        source(style)
    )
}

/// The text's hash as policies write it.
fn source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

/// The hash as people compare it.
pub fn hexadecimal(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SECURITY.md and ARCHITECTURE.md promise these words, so they stand here a second time.
    #[test]
    fn the_policy_is_this_to_the_letter() {
        let (script, style) = (source("script"), source("style"));
        let expected = [
            "default-src 'none'".to_owned(),
            format!("script-src {script} 'wasm-unsafe-eval'"),
            format!("style-src {style}"),
            "img-src data:".to_owned(),
            "worker-src blob:".to_owned(),
            "base-uri 'none'".to_owned(),
            "form-action 'none'".to_owned(),
            "require-trusted-types-for 'script'".to_owned(),
            "trusted-types rsa-signer-worker".to_owned(),
        ];
        assert_eq!(policy("script", "style"), expected.join("; "));
    }

    #[test]
    fn hashes_are_those_of_the_standard() {
        // FIPS 180-4's example "abc", and its base64.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hexadecimal("abc"), abc);
        assert_eq!(
            source("abc"),
            "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='"
        );
    }

    #[test]
    fn script_and_style_are_not_mixed_up() {
        let text = policy("abc", "");
        assert!(
            text.contains("script-src 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=' 'wasm")
        );
        assert!(text.contains("style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; "));
    }
}
