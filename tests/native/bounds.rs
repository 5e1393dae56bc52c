//! Both sides of each bound of a key's numbers, with the exact error: for a private key alone,
//! without a certificate that would be rejected in its place, and for a certificate's key. And the
//! names of other algorithms.

use crate::support::{der, unhex};
use anaplan_rsa_signer::certificate::Certificate;
use anaplan_rsa_signer::error::Error;
use anaplan_rsa_signer::input::{self, Object};
use anaplan_rsa_signer::private_key::PrivateKey;
use wasm_bindgen_test::wasm_bindgen_test;

/// 65537.
const USUAL: &[u8] = &[1, 0, 1];

/// Returns the smallest odd number above 1 with this many bits.
fn odd(bits: usize) -> Vec<u8> {
    let mut bytes = vec![0; bits.div_ceil(8)];
    bytes[0] = 1 << ((bits - 1) % 8);
    *bytes.last_mut().unwrap() |= 1;
    bytes
}

fn open(key: &[u8]) -> Error {
    match input::read_bytes(key).objects.pop() {
        Some(Object::PrivateKey(file)) => PrivateKey::open(&file, None).unwrap_err(),
        other => panic!("a private key, not {other:?}"),
    }
}

/// Opens a PKCS#1 private key with this modulus and exponent. Its other numbers are arbitrary, so
/// within the bounds it is inconsistent.
fn private(modulus: &[u8], exponent: &[u8]) -> Error {
    let (d, p, q, small) = (odd(2000), odd(1024), odd(1020), vec![3]);
    let numbers: [&[u8]; 9] = [&[], modulus, exponent, &d, &p, &q, &small, &small, &small];
    open(&der::sequence(&numbers.map(der::integer)))
}

/// Parses a certificate with this modulus and exponent.
fn public(modulus: &[u8], exponent: &[u8]) -> Result<(), Error> {
    let key = der::sequence(&[modulus, exponent].map(der::integer));
    let certificate = Certificate::from_der(&der::certificate(&key)).unwrap();
    certificate.public_key().map(drop)
}

fn small(bits: u32) -> Error {
    Error::KeyTooSmall { bits, limit: 2048 }
}

fn large(bits: u32) -> Error {
    Error::KeyTooLarge { bits, limit: 8192 }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_modulus_has_2048_to_8192_bits() {
    for bits in [2, 1024, 2040, 2047] {
        let modulus = odd(bits as usize);
        assert_eq!(private(&modulus, USUAL), small(bits));
        assert_eq!(public(&modulus, USUAL), Err(small(bits)));
    }
    for bits in [8193, 8200, 16_384, 100_000] {
        let modulus = odd(bits as usize);
        assert_eq!(private(&modulus, USUAL), large(bits));
        assert_eq!(public(&modulus, USUAL), Err(large(bits)));
    }
    for bits in [2048, 2049, 8191, 8192] {
        let modulus = odd(bits);
        assert_eq!(private(&modulus, USUAL), Error::KeyInconsistent, "{bits}");
        assert_eq!(public(&modulus, USUAL), Ok(()), "{bits}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_modulus_of_zero_has_no_bits() {
    assert_eq!(private(&[], USUAL), small(0));
    assert_eq!(public(&[], USUAL), Err(small(0)));
}

#[wasm_bindgen_test(unsupported = test)]
fn exponents_are_odd_and_have_2_to_33_bits() {
    let modulus = odd(2048);
    let two_to_the_33rd = [2, 0, 0, 0, 0];
    let beyond: [&[u8]; 8] = [
        &[],
        &[1],
        &[2],
        &[4],
        &[1, 0, 0],
        &two_to_the_33rd,
        &odd(34),
        &odd(41),
    ];
    for exponent in beyond {
        assert_eq!(private(&modulus, exponent), Error::KeyExponent);
        assert_eq!(public(&modulus, exponent), Err(Error::KeyExponent));
    }
    let within: [&[u8]; 4] = [&[3], &[17], &odd(33), &[1, 0xFF, 0xFF, 0xFF, 0xFF]];
    for exponent in within {
        assert_eq!(private(&modulus, exponent), Error::KeyInconsistent);
        assert_eq!(public(&modulus, exponent), Ok(()));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_size_is_checked_before_the_exponent() {
    assert_eq!(private(&odd(16_384), &[1]), large(16_384));
    assert_eq!(public(&odd(16_384), &[1]), Err(large(16_384)));
}

/// The object identifiers of RFC 3279 (sections 2.3.2 and 2.3.3), PKCS #3, RFC 4055 (section 4.1),
/// RFC 5480 (section 2.1.1) and RFC 8410 (section 3), and an unassigned one.
#[wasm_bindgen_test(unsupported = test)]
fn other_algorithms_are_named() {
    let names: [(&str, &str); 10] = [
        ("2a8648ce380401", "DSA"),
        ("2a8648ce3e0201", "Diffie-Hellman"),
        ("2a864886f70d010301", "Diffie-Hellman"),
        ("2a864886f70d010107", "RSAES-OAEP"),
        ("2a8648ce3d0201", "EC"),
        ("2b656e", "X25519"),
        ("2b656f", "X448"),
        ("2b6570", "Ed25519"),
        ("2b6571", "Ed448"),
        ("2a0304", "1.2.3.4"),
    ];
    for (oid, name) in names {
        let algorithm = der::sequence(&[der::element(0x06, &unhex(oid))]);
        let content = der::element(0x04, &[1; 32]);
        let key = der::sequence(&[der::integer(&[]), algorithm, content]);
        let algorithm = name.to_owned();
        assert_eq!(open(&key), Error::KeyNotRsa { algorithm }, "{oid}");
    }
}
