//! Certificates and keys of the tests, made by OpenSSL here and now.

use crate::support::openssl::{Folder, Key, openssl};
use std::fs;
use std::sync::OnceLock;

/// What protects the protected files: everything that a shell may stumble over.
pub(crate) const PASSPHRASE: &str = r#"a b$c'd"e`f\g"#;

/// The path of a file by its name.
pub(crate) fn path(name: &str) -> String {
    static FILES: OnceLock<Folder> = OnceLock::new();
    let files = FILES.get_or_init(make);
    files.path(name).to_str().unwrap().to_owned()
}

/// What a file holds.
pub(crate) fn bytes(name: &str) -> Vec<u8> {
    fs::read(path(name)).unwrap()
}

/// A signature of `message`, made by `openssl dgst` with these words.
pub(crate) fn signed(words: &str, message: &[u8]) -> Vec<u8> {
    openssl(&format!("dgst {words}"), message)
}

fn make() -> Folder {
    let folder = Folder::new();
    folder.write("passphrase", PASSPHRASE);
    for (name, key) in [
        ("own", Key::Rsa(2048)),
        ("other", Key::Other),
        ("small", Key::Rsa(1024)),
        ("ec", Key::Ec),
        // The same key, a certificate that ends soon.
        ("soon", Key::Rsa(2048)),
    ] {
        folder.key(name, key);
        let days = if name == "soon" { 9 } else { 90 };
        let email = "-addext subjectAltName=email:ann@example.com";
        folder.certificate(name, &format!("-days {days} {email}"));
    }
    for words in [
        "x509 -in own.crt -outform DER -out own.cer",
        "rsa -in own.key -traditional -out pkcs1.key",
        "pkcs8 -topk8 -in own.key -passout file:passphrase -out protected.key",
        "rsa -in own.key -traditional -aes256 -passout file:passphrase -out traditional.key",
        "pkcs12 -export -in own.crt -inkey own.key -passout file:passphrase -out own.p12",
    ] {
        folder.openssl(words);
    }
    for (name, parts) in [
        ("chain.crt", ["other.crt", "own.crt"]),
        ("both.pem", ["own.crt", "protected.key"]),
    ] {
        folder.write(name, parts.map(|part| folder.text(part)).concat());
    }
    folder
}
