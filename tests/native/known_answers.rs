//! Signatures against published answers: Wycheproof's RSASSA-PKCS1-v1_5 generation vectors with
//! SHA-512, byte for byte. The same tests run natively and, in Firefox, as wasm.

use crate::support::{TestRandom, unhex};
use anaplan_rsa_signer::certificate::Certificate;
use anaplan_rsa_signer::error::Error;
use anaplan_rsa_signer::identity::Identity;
use anaplan_rsa_signer::input::{self, Object};
use anaplan_rsa_signer::private_key::PrivateKey;
use anaplan_rsa_signer::signature::{Signature, verify};
use serde::Deserialize;
use wasm_bindgen_test::wasm_bindgen_test;

const FILES: [(&str, usize); 3] = [
    (
        include_str!("../data/wycheproof/rsa_pkcs1_2048_sig_gen_sha512.json"),
        9,
    ),
    (
        include_str!("../data/wycheproof/rsa_pkcs1_3072_sig_gen_sha512.json"),
        9,
    ),
    (
        include_str!("../data/wycheproof/rsa_pkcs1_4096_sig_gen_sha512.json"),
        8,
    ),
];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    test_groups: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group {
    private_key_pem: String,
    certificate_pem: String,
    tests: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    tc_id: u32,
    msg: String,
    sig: String,
}

fn check(file: usize) {
    let (text, expected) = FILES[file];
    let file: File = serde_json::from_str(text).unwrap();
    let mut checked = 0;
    for group in &file.test_groups {
        let identity = identity(&group.certificate_pem, &group.private_key_pem);
        for case in &group.tests {
            let message = unhex(&case.msg);
            let signature = Signature::sign(&identity, &message, &mut TestRandom::new(7)).unwrap();
            assert_eq!(
                signature.as_bytes(),
                unhex(&case.sig),
                "tcId {}",
                case.tc_id
            );
            checked += 1;
        }
    }
    assert_eq!(checked, expected);
}

fn identity(certificate: &str, private_key: &str) -> Identity {
    Identity::pair(certificate_of(certificate), key_of(private_key)).unwrap()
}

fn certificate_of(pem: &str) -> Certificate {
    match input::read_text(pem).objects.pop() {
        Some(Object::Certificate(der)) => Certificate::from_der(&der).unwrap(),
        other => panic!("a certificate, not {other:?}"),
    }
}

fn key_of(pem: &str) -> PrivateKey {
    match input::read_text(pem).objects.pop() {
        Some(Object::PrivateKey(file)) => PrivateKey::open(&file, None).unwrap(),
        _ => panic!("a private key"),
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn wycheproof_generation_2048() {
    check(0);
}

#[wasm_bindgen_test(unsupported = test)]
fn wycheproof_generation_3072() {
    check(1);
}

#[wasm_bindgen_test(unsupported = test)]
fn wycheproof_generation_4096() {
    check(2);
}

#[wasm_bindgen_test(unsupported = test)]
fn signing_is_blinded_from_the_random_source_given() {
    let file: File = serde_json::from_str(FILES[0].0).unwrap();
    let group = &file.test_groups[0];
    let identity = identity(&group.certificate_pem, &group.private_key_pem);
    let (mut one, mut other) = (TestRandom::new(1), TestRandom::new(2));
    let first = Signature::sign(&identity, b"message", &mut one).unwrap();
    let second = Signature::sign(&identity, b"message", &mut other).unwrap();
    // A blinding factor is as long as the modulus; the signature does not depend on it.
    assert!(
        one.taken >= 256,
        "only {} random bytes were taken",
        one.taken
    );
    assert_eq!(first, second);
    // Without randomness there is no signature, not an unblinded one.
    let refused = Signature::sign(&identity, b"message", &mut TestRandom::failing_after(0));
    assert_eq!(refused, Err(Error::RandomUnavailable));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_changed_signature_or_message_does_not_verify() {
    let file: File = serde_json::from_str(FILES[0].0).unwrap();
    let group = &file.test_groups[0];
    let certificate = certificate_of(&group.certificate_pem);
    let key = certificate.public_key().unwrap();
    let case = &group.tests[0];
    let (message, mut signature) = (unhex(&case.msg), unhex(&case.sig));
    assert_eq!(verify(key, &message, &signature), Ok(()));
    assert_eq!(
        verify(key, b"another message", &signature),
        Err(Error::SignatureRejected)
    );
    signature[100] ^= 1;
    assert_eq!(
        verify(key, &message, &signature),
        Err(Error::SignatureRejected)
    );
}
