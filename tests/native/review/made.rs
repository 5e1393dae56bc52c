//! Requests that OpenSSL made, right in every part unless changed.

use crate::support::TestRandom;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rand_core::TryRng;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

/// In base64 a slash comes early in such a certificate, within the letters that could be a scheme.
const SERIAL: &str = "0x7fffffffffffffffffffffffffffffffffffff01";

/// A certification authority, and the keys and certificates under it, made once by OpenSSL.
pub(crate) struct Files {
    folder: tempfile::TempDir,
    now: i64,
}

impl Files {
    pub(crate) fn get() -> &'static Self {
        static FILES: OnceLock<Files> = OnceLock::new();
        FILES.get_or_init(|| {
            let mut files = Self {
                folder: tempfile::tempdir().unwrap(),
                now: 0,
            };
            files.make();
            // Only now are the certificates valid.
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
            files.now = i64::try_from(now.as_secs()).unwrap();
            files
        })
    }

    fn make(&self) {
        self.run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out ca.key");
        self.run("req -x509 -new -key ca.key -subj /CN=Authority -days 3650 -out ca.crt");
        for (name, bits) in [
            ("ann", "2048"),
            ("other", "2048"),
            ("long", "3072"),
            ("odd", "2049"),
            ("nobody", "2048"),
        ] {
            self.run(&format!(
                "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:{bits} -out {name}.key"
            ));
            self.certificate(name);
        }
        self.run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out short.key");
        self.certificate("short");
        self.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.key");
        self.certificate("ec");
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
        fs::write(self.path("ext"), format!("{user}{purposes}")).unwrap();
        self.run(&format!(
            "req -new -key {name}.key -subj /CN={name} -out csr"
        ));
        self.run(&format!(
            "x509 -req -in csr -CA ca.crt -CAkey ca.key -set_serial {SERIAL} -days 365 -extfile ext -out {name}.crt"
        ));
    }

    fn run(&self, arguments: &str) {
        let output = self.openssl(&arguments.split_whitespace().collect::<Vec<_>>(), b"");
        drop(output);
    }

    /// What OpenSSL makes of `input`.
    pub(crate) fn openssl(&self, arguments: &[&str], input: &[u8]) -> Vec<u8> {
        fs::write(
            self.path(&format!("in-{:?}", std::thread::current().id())),
            input,
        )
        .unwrap();
        let file = fs::File::open(self.path(&format!("in-{:?}", std::thread::current().id())));
        let output = Command::new("openssl")
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::from(file.unwrap()))
            .output()
            .expect("openssl on PATH");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "openssl {arguments:?}: {said}");
        output.stdout
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn der(&self, name: &str) -> Vec<u8> {
        self.openssl(
            &["x509", "-in", &format!("{name}.crt"), "-outform", "DER"],
            b"",
        )
    }

    /// Whatever `openssl dgst` makes with a key, `-sha512` for example.
    pub(crate) fn sign(&self, key: &str, options: &str, bytes: &[u8]) -> Vec<u8> {
        let key = format!("{key}.key");
        let mut arguments = vec!["dgst"];
        arguments.extend(options.split_whitespace());
        arguments.extend(["-sign", &key]);
        self.openssl(&arguments, bytes)
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
