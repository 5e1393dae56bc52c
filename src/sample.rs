//! A sample certificate with its key. Both are public, and no service accepts them. Made once with
//! OpenSSL, the signature too.

/// The certificate, in PEM, marked as a sample in its subject and above its first line.
pub const CERTIFICATE: &str = include_str!("sample/certificate.pem");
/// Its private key: PKCS#8 in PEM, marked in the same way.
pub const PRIVATE_KEY: &str = include_str!("sample/private_key.pem");
/// 100 bytes that are not a message: they have letters where its time would be.
pub const MESSAGE: &[u8; 100] = b"RSA Signer signs these bytes at its start and compares what comes out with what OpenSSL made of them";
/// The output of `openssl dgst -sha512 -sign` for [`MESSAGE`] and [`PRIVATE_KEY`].
pub const SIGNATURE: &[u8] = include_bytes!("sample/signature.bin");
