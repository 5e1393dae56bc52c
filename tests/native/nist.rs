//! Signatures against NIST's published answers (CAVP, FIPS 186-3): RSASSA-PKCS1-v1_5 with SHA-512,
//! verified, and made byte for byte. The same tests run natively and, in Firefox, as wasm.

use crate::support::{TestRandom, der, unhex};
use anaplan_rsa_signer::certificate::Certificate;
use anaplan_rsa_signer::identity::Identity;
use anaplan_rsa_signer::input::{self, Object};
use anaplan_rsa_signer::private_key::PrivateKey;
use anaplan_rsa_signer::public_key::PublicKey;
use anaplan_rsa_signer::signature::{Signature, verify};
use std::collections::HashMap;
use wasm_bindgen_test::wasm_bindgen_test;

const ANSWERS: &str = include_str!("../data/nist/rsa_pkcs1_sha512.txt");

/// The `name = value` lines so far; a later value replaces an earlier one.
type Fields = HashMap<&'static str, &'static str>;

/// Calls `look` at each `Result` with the values so far.
fn each(mut look: impl FnMut(&Fields)) {
    let mut fields = Fields::new();
    for line in ANSWERS.lines() {
        let Some((name, value)) = line.split_once(" = ") else {
            continue;
        };
        fields.insert(name, value);
        match name {
            // Another key: what belonged to the last one does not belong to it.
            "n" => fields.retain(|name, _| *name == "n"),
            "Result" => look(&fields),
            _ => {}
        }
    }
}

fn bytes(fields: &Fields, name: &str) -> Vec<u8> {
    let hex = fields[name];
    // NIST gives whole bytes, but for the exponents.
    unhex(&format!("{}{hex}", "0".repeat(hex.len() % 2)))
}

fn public_key(fields: &Fields) -> Vec<u8> {
    let numbers = ["n", "e"].map(|name| der::integer(&bytes(fields, name)));
    der::sequence(&numbers)
}

#[wasm_bindgen_test(unsupported = test)]
fn nist_verification() {
    let (mut right, mut wrong) = (0, 0);
    each(|fields| {
        let key = PublicKey::from_pkcs1(&public_key(fields)).unwrap();
        let verified = verify(&key, &bytes(fields, "Msg"), &bytes(fields, "S"));
        match fields["Result"] {
            "P" => {
                assert_eq!(verified, Ok(()), "{}", fields["S"]);
                right += 1;
            }
            _ => {
                assert!(verified.is_err(), "{}", fields["S"]);
                wrong += 1;
            }
        }
    });
    assert_eq!((right, wrong), (39, 45));
}

#[wasm_bindgen_test(unsupported = test)]
fn nist_generation() {
    let mut made = 0;
    each(|fields| {
        if fields["Result"] != "P" || !fields.contains_key("d") {
            return;
        }
        let identity = identity(fields);
        let message = bytes(fields, "Msg");
        let signature = Signature::sign(&identity, &message, &mut TestRandom::new(3)).unwrap();
        assert_eq!(signature.as_bytes(), bytes(fields, "S"));
        made += 1;
    });
    assert_eq!(made, 9);
}

fn identity(fields: &Fields) -> Identity {
    let certificate = Certificate::from_der(&der::certificate(&public_key(fields))).unwrap();
    // The CRT values are computed anew from the primes, so none are given.
    let numbers = ["n", "e", "d", "p", "q"].map(|name| der::integer(&bytes(fields, name)));
    let nothing = der::integer(&[]);
    let key: Vec<Vec<u8>> = [nothing.clone()]
        .into_iter()
        .chain(numbers)
        .chain([nothing.clone(), nothing.clone(), nothing])
        .collect();
    let found = input::read_bytes(&der::sequence(&key)).objects.pop();
    let Some(Object::PrivateKey(file)) = found else {
        unreachable!("what was written is a private key");
    };
    Identity::pair(certificate, PrivateKey::open(&file, None).unwrap()).unwrap()
}
