//! What names keys and certificates: SHA-256 of their DER.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// SHA-256 in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The DER of every PEM block with this label, in ordinary form.
pub(super) fn blocks(text: &[u8], label: &str) -> Vec<Vec<u8>> {
    let text = String::from_utf8_lossy(text);
    let (begin, end) = (
        format!("-----BEGIN {label}-----"),
        format!("-----END {label}-----"),
    );
    let parts = text.split(begin.as_str()).skip(1);
    parts
        .filter_map(|part| part.split_once(end.as_str()))
        .filter_map(|(body, _)| {
            let body: String = body.split_whitespace().collect();
            STANDARD.decode(body).ok()
        })
        .collect()
}

/// `rsaEncryption` (RFC 8017, appendix C), as it stands in a public key and in a certificate.
const RSA_ENCRYPTION: &[u8] = &[
    0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01,
];

/// Whether this public key, or a certificate's, is an RSA key.
pub(super) fn is_rsa(der: &[u8]) -> bool {
    der.windows(RSA_ENCRYPTION.len())
        .any(|own| own == RSA_ENCRYPTION)
}
