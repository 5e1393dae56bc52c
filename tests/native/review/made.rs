//! Requests that OpenSSL made, right in every part unless changed.

use crate::support::openssl::{Folder, Key};
use crate::support::{self, TestRandom, process};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rand_core::TryRng;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// In base64 a slash comes early in such a certificate, within the letters that could be a scheme.
const SERIAL: &str = "0x7fffffffffffffffffffffffffffffffffffff01";

/// A certification authority, and the keys and certificates under it, made once by OpenSSL.
pub(crate) struct Files {
    folder: Folder,
    now: i64,
}

impl Files {
    pub(crate) fn get() -> &'static Self {
        static FILES: OnceLock<Files> = OnceLock::new();
        FILES.get_or_init(|| {
            let mut files = Self {
                folder: Folder::new(),
                now: 0,
            };
            files.make();
            // Only now are the certificates valid.
            files.now = i64::try_from(support::now()).unwrap();
            files
        })
    }

    fn make(&self) {
        self.folder.key("ca", Key::Authority);
        self.run("req -x509 -new -key ca.key -subj /CN=Authority -days 3650 -out ca.crt");
        for (name, key) in [
            ("ann", Key::Rsa(2048)),
            ("other", Key::Other),
            ("long", Key::Rsa(3072)),
            ("odd", Key::Rsa(2049)),
            ("nobody", Key::Rsa(2048)),
            ("short", Key::Rsa(1024)),
            ("ec", Key::Ec),
        ] {
            self.folder.key(name, key);
            self.certificate(name);
        }
        self.run("x509 -in ann.crt -outform DER -out ann.der");
        self.run(
            "crl2pkcs7 -nocrl -certfile ann.crt -certfile ca.crt -outform DER -out bundle.p7b",
        );
    }

    fn certificate(&self, name: &str) {
        let user = match name {
            "nobody" => "",
            _ => "subjectAltName=email:ann@example.com\n",
        };
        let purposes = "keyUsage=digitalSignature\nextendedKeyUsage=clientAuth\n";
        self.folder.write("ext", format!("{user}{purposes}"));
        self.run(&format!(
            "req -new -key {name}.key -subj /CN={name} -out csr"
        ));
        self.run(&format!(
            "x509 -req -in csr -CA ca.crt -CAkey ca.key -set_serial {SERIAL} -days 365 -extfile ext -out {name}.crt"
        ));
    }

    fn run(&self, words: &str) {
        self.folder.openssl(words);
    }

    /// What OpenSSL makes of `input`.
    pub(crate) fn openssl(&self, arguments: &[&str], input: &[u8]) -> Vec<u8> {
        let mut openssl = Command::new("openssl");
        openssl.args(arguments).current_dir(self.folder.root());
        process::run(&mut openssl, input)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path(name)
    }

    pub(crate) fn text(&self, name: &str) -> String {
        self.folder.text(name)
    }

    pub(crate) fn der(&self, name: &str) -> Vec<u8> {
        let words = format!("x509 -in {name}.crt -outform DER");
        self.folder.feed(&words, b"")
    }

    /// Whatever `openssl dgst` makes with a key, `-sha512` for example.
    pub(crate) fn sign(&self, key: &str, options: &str, bytes: &[u8]) -> Vec<u8> {
        let words = format!("dgst {options} -sign {key}.key");
        self.folder.feed(&words, bytes)
    }
}

/// An HMAC of the right message.
pub(crate) fn hmac() -> Vec<u8> {
    let arguments = ["dgst", "-sha512", "-hmac", "some secret", "-binary"];
    Files::get().openssl(&arguments, &right_message())
}

/// A request in its parts, right unless changed.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) name: String,
    pub(crate) scheme: String,
    pub(crate) certificate: String,
    pub(crate) body: String,
}

/// A message: eight bytes, then 92 random ones.
pub(crate) fn message(time: [u8; 8]) -> Vec<u8> {
    let mut bytes = vec![0; 100];
    TestRandom::new(7).try_fill_bytes(&mut bytes).unwrap();
    bytes[..8].copy_from_slice(&time);
    bytes
}

pub(crate) fn now() -> i64 {
    Files::get().now
}

pub(crate) fn right_message() -> Vec<u8> {
    message(u64::try_from(now()).unwrap().to_be_bytes())
}

pub(crate) fn body(data: &str, signed: &str) -> String {
    format!(r#"{{"encodedDataFormat":"v2","encodedData":"{data}","encodedSignedData":"{signed}"}}"#)
}

pub(crate) fn right_parts() -> Parts {
    static PARTS: OnceLock<Parts> = OnceLock::new();
    PARTS
        .get_or_init(|| parts(&right_message(), "ann", "-sha512"))
        .clone()
}

/// A request for a message, signed in some way with a key.
pub(crate) fn parts(message: &[u8], key: &str, options: &str) -> Parts {
    let signature = Files::get().sign(key, options, message);
    with_signature(message, &signature)
}

pub(crate) fn with_signature(message: &[u8], signature: &[u8]) -> Parts {
    Parts {
        name: "Authorization".to_owned(),
        scheme: "CACertificate ".to_owned(),
        certificate: STANDARD.encode(Files::get().der("ann")),
        body: body(&STANDARD.encode(message), &STANDARD.encode(signature)),
    }
}

impl Parts {
    pub(crate) fn value(&self) -> String {
        format!("{}{}", self.scheme, self.certificate)
    }

    pub(crate) fn text(&self) -> String {
        format!("{}: {}\n\n{}", self.name, self.value(), self.body)
    }

    pub(crate) fn certificate(mut self, certificate: &str) -> Self {
        self.certificate = certificate.to_owned();
        self
    }

    pub(crate) fn body(mut self, change: impl Fn(&str) -> String) -> Self {
        self.body = change(&self.body);
        self
    }
}
