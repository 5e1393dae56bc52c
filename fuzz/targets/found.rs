//! What the core finds in a file, named as any other reader can name it. Shared with the judge of
//! `cargo xtask parity --mutated`, which compares it with what other programs find.

use anaplan_rsa_signer::bundle::{jks, pkcs7, pkcs12};
use anaplan_rsa_signer::certificate::Certificate;
use anaplan_rsa_signer::error::{Error, Result};
use anaplan_rsa_signer::input::{Object, PrivateKeyDer, read_bytes};
use anaplan_rsa_signer::pbe::Passphrase;
use anaplan_rsa_signer::private_key::PrivateKey;
use std::collections::BTreeSet;

/// The RSA keys and RSA certificates of a file.
#[derive(Debug, Default)]
pub struct Found {
    /// SHA-256 of the public half of each private key, `AB:CD:…`.
    pub keys: BTreeSet<String>,
    /// The DER of each certificate.
    pub certificates: BTreeSet<Vec<u8>>,
    /// The codes of everything that was said instead of opening.
    pub codes: BTreeSet<&'static str>,
}

impl Found {
    /// Reads a file and opens what it holds.
    pub fn of(bytes: &[u8], passphrase: Option<&Passphrase>) -> Self {
        let mut found = Self::default();
        let findings = read_bytes(bytes);
        found.problems(&findings.problems);
        for object in findings.objects {
            if let Some(kind) = object.unsupported() {
                found.codes.insert(kind.code());
            }
            match object {
                Object::Certificate(der) => found.certificate(&der),
                Object::PrivateKey(key) => found.key(&key, passphrase),
                Object::Pkcs7(bytes) => match pkcs7::certificates(&bytes) {
                    Ok(certificates) => certificates.iter().for_each(|der| found.certificate(der)),
                    Err(error) => found.problems(&[error]),
                },
                Object::Pkcs12(bytes) => found.bundle(pkcs12::open(&bytes, passphrase)),
                Object::JavaKeyStore(bytes) => found.bundle(jks::open(&bytes, passphrase)),
                Object::CertificateRequest(_) | Object::Unsupported(_) => {}
            }
        }
        found
    }

    fn bundle(&mut self, contents: Result<pkcs12::Contents>) {
        match contents {
            Ok(contents) => {
                self.problems(&contents.problems);
                contents
                    .certificates
                    .iter()
                    .for_each(|der| self.certificate(der));
                contents.keys.iter().for_each(|key| self.key(key, None));
            }
            Err(error) => self.problems(&[error]),
        }
    }

    fn certificate(&mut self, der: &[u8]) {
        let certificate = Certificate::from_der(der);
        match certificate.and_then(|own| own.public_key().map(drop)) {
            Ok(()) => drop(self.certificates.insert(der.to_vec())),
            Err(error) => self.problems(&[error]),
        }
    }

    fn key(&mut self, file: &PrivateKeyDer, passphrase: Option<&Passphrase>) {
        match PrivateKey::open(file, passphrase) {
            Ok(key) => drop(self.keys.insert(key.public_key().fingerprint())),
            Err(error) => self.problems(&[error]),
        }
    }

    fn problems(&mut self, problems: &[Error]) {
        self.codes.extend(problems.iter().map(Error::code));
    }
}
