//! OpenSSL makes the keys and certificates of the tests, and verifies the results.

use super::process;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock};
use tempfile::TempDir;

/// Runs `openssl` with these blank-separated arguments and returns what it prints. It must succeed.
#[track_caller]
pub fn openssl(words: &str, input: &[u8]) -> Vec<u8> {
    process::run(command().args(words.split_whitespace()), input)
}

/// Returns whether OpenSSL verifies an RSASSA-PKCS1-v1_5 signature with SHA-512 by a PEM
/// certificate.
pub fn verifies(certificate: &str, message: &[u8], signature: &[u8]) -> bool {
    let folder = Folder::new();
    let public = openssl("x509 -noout -pubkey", certificate.as_bytes());
    folder.write("public", public);
    folder.write("message", message);
    folder.write("signature", signature);
    folder.succeeds("dgst -sha512 -verify public -signature signature message")
}

fn command() -> Command {
    Command::new("openssl")
}

/// A key, generated once in a run and shared by all tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// RSA with this many bits.
    Rsa(u16),
    /// Another RSA key of 2048 bits.
    Other,
    /// A third one, for a CA.
    Authority,
    /// RSA with three primes.
    ThreePrimes,
    /// RSA, restricted to RSASSA-PSS.
    Pss,
    Ec,
    Ed25519,
}

impl Key {
    /// Returns the arguments of `openssl genpkey`.
    fn algorithm(self) -> String {
        let rsa = |bits| format!("RSA -pkeyopt rsa_keygen_bits:{bits}");
        match self {
            Self::Rsa(bits) => rsa(bits),
            Self::Other | Self::Authority => rsa(2048),
            Self::ThreePrimes => rsa(2048) + " -pkeyopt rsa_keygen_primes:3",
            Self::Pss => "RSA-PSS -pkeyopt rsa_keygen_bits:2048".to_owned(),
            Self::Ec => "EC -pkeyopt ec_paramgen_curve:P-256".to_owned(),
            Self::Ed25519 => "ED25519".to_owned(),
        }
    }

    /// Returns the key as PKCS#8 PEM.
    pub fn pem(self) -> String {
        static KEYS: Mutex<BTreeMap<Key, &OnceLock<String>>> = Mutex::new(BTreeMap::new());
        let key = {
            let mut keys = KEYS.lock().unwrap();
            *keys
                .entry(self)
                .or_insert_with(|| Box::leak(Box::default()))
        };
        let made = || openssl(&format!("genpkey -algorithm {}", self.algorithm()), b"");
        key.get_or_init(|| String::from_utf8(made()).unwrap())
            .clone()
    }
}

/// A temporary folder in which OpenSSL reads and writes files.
#[derive(Debug)]
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn root(&self) -> &Path {
        self.0.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    #[track_caller]
    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    #[track_caller]
    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    fn command(&self, words: &str) -> Command {
        let mut command = command();
        command
            .args(words.split_whitespace())
            .current_dir(self.root());
        command
    }

    /// Runs `openssl` in this folder and returns what it prints. It must succeed.
    #[track_caller]
    pub fn openssl(&self, words: &str) -> String {
        String::from_utf8(self.feed(words, b"")).unwrap()
    }

    /// Does the same with a standard input, and returns bytes.
    #[track_caller]
    pub fn feed(&self, words: &str, input: &[u8]) -> Vec<u8> {
        process::run(&mut self.command(words), input)
    }

    /// Returns whether `openssl` succeeds in this folder.
    pub fn succeeds(&self, words: &str) -> bool {
        process::output(&mut self.command(words), b"")
            .status
            .success()
    }

    /// Writes `NAME.key`.
    pub fn key(&self, name: &str, key: Key) {
        self.write(&format!("{name}.key"), key.pem());
    }

    /// Makes `NAME.crt`, self-signed with `NAME.key`, valid for a year; later `options` win.
    #[track_caller]
    pub fn certificate(&self, name: &str, options: &str) {
        let words = format!(
            "req -x509 -new -key {name}.key -subj /CN={name} -days 365 -out {name}.crt {options}"
        );
        self.openssl(&words);
    }
}
