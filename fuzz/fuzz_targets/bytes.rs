//! Files of any kind, and what they hold once they are recognised.
#![no_main]

use anaplan_rsa_signer::bundle::pkcs7;
use anaplan_rsa_signer::input::{Object, read_bytes};
use anaplan_rsa_signer::private_key::PrivateKey;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for object in read_bytes(bytes).objects {
        match object {
            Object::Pkcs7(bytes) => drop(pkcs7::certificates(&bytes)),
            Object::PrivateKey(file) => drop(PrivateKey::open(&file, None)),
            _ => {}
        }
    }
});
