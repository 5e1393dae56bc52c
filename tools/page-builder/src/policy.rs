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

    /// SECURITY.md and ARCHITECTURE.md promise these words, so they stand here a second time. The
    /// hashes are those of FIPS 180-4 for "abc" and for nothing.
    #[test]
    fn the_policy_is_this_to_the_letter() {
        let expected = "default-src 'none'; \
            script-src 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=' 'wasm-unsafe-eval'; \
            style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; \
            img-src data:; worker-src blob:; base-uri 'none'; form-action 'none'; \
            require-trusted-types-for 'script'; trusted-types rsa-signer-worker";
        assert_eq!(policy("abc", ""), expected);
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hexadecimal("abc"), abc);
    }
}
