//! What OpenSSL's library finds in the same bytes. In the fuzz workspace alone: nothing else here links it.

use super::found::Found;
use openssl::error::ErrorStack;
use openssl::pkcs12::Pkcs12;
use openssl::pkcs7::Pkcs7;
use openssl::pkey::{HasPublic, PKey, PKeyRef, Private};
use openssl::provider::Provider;
use openssl::sha::sha256;
use openssl::stack::Stackable;
use openssl::x509::{X509, X509Ref};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The old ciphers; loading them in place of the default ones would leave these out.
static OLD_CIPHERS: LazyLock<Provider> =
    LazyLock::new(|| Provider::try_load(None, "legacy", true).expect("OpenSSL has its legacy provider"));

/// Reads a file in every way that OpenSSL's library has for its kinds.
pub fn found(bytes: &[u8], passphrase: Option<&str>) -> Found {
    LazyLock::force(&OLD_CIPHERS);
    let passphrase = passphrase.unwrap_or_default();
    let mut found = Found::default();
    let keys: [Result<PKey<Private>, ErrorStack>; 3] = [
        PKey::private_key_from_pem_passphrase(bytes, passphrase.as_bytes()),
        PKey::private_key_from_der(bytes),
        PKey::private_key_from_pkcs8_passphrase(bytes, passphrase.as_bytes()),
    ];
    keys.into_iter().flatten().for_each(|key| found.add_key(&key));
    let certificates = X509::stack_from_pem(bytes).into_iter().flatten();
    certificates.chain(X509::from_der(bytes)).for_each(|own| found.add_certificate(&own));
    for signed in [Pkcs7::from_pem(bytes), Pkcs7::from_der(bytes)].into_iter().flatten() {
        let certificates = signed.signed().and_then(|own| own.certificates());
        each(certificates, |own| found.add_certificate(own));
    }
    let bundle = Pkcs12::from_der(bytes).and_then(|own| own.parse2(passphrase));
    if let Ok(bundle) = bundle {
        bundle.pkey.iter().for_each(|key| found.add_key(key));
        bundle.cert.iter().for_each(|own| found.add_certificate(own));
        each(bundle.ca.as_deref(), |own| found.add_certificate(own));
    }
    found
}

fn each<T: Stackable>(stack: Option<&openssl::stack::StackRef<T>>, mut with: impl FnMut(&T::Ref)) {
    stack.into_iter().flatten().for_each(|own| with(own));
}

fn digest(bytes: &[u8]) -> String {
    let pairs = sha256(bytes).map(|byte| format!("{byte:02X}"));
    pairs.join(":")
}

fn is_rsa(key: &PKeyRef<impl HasPublic>) -> bool {
    key.rsa().is_ok()
}

/// Names certificates by what OpenSSL reads in them, the public key and the signature: it keeps the layout of one in BER,
/// so that its bytes are not those that were signed.
pub fn names(certificates: &BTreeSet<Vec<u8>>) -> BTreeSet<String> {
    let name = |der: &Vec<u8>| {
        let own = X509::from_der(der).ok()?;
        let key = own.public_key().ok()?.public_key_to_der().ok()?;
        Some(digest(&[&key, own.signature().as_slice()].concat()))
    };
    // What OpenSSL does not read has a name of its own, which nothing of OpenSSL's has.
    certificates.iter().map(|der| name(der).unwrap_or_else(|| digest(der))).collect()
}

impl Found {
    fn add_key(&mut self, key: &PKeyRef<Private>) {
        let public = key.public_key_to_der();
        self.keys.extend(public.ok().filter(|_| is_rsa(key)).map(|der| digest(&der)));
    }

    fn add_certificate(&mut self, certificate: &X509Ref) {
        if certificate.public_key().is_ok_and(|key| is_rsa(&key)) {
            self.certificates.extend(certificate.to_der());
        }
    }
}
