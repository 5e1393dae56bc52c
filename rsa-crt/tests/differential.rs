//! Random operations against three other implementations: OpenSSL, the rsa crate, and the formulas
//! in crypto-bigint's integers. Takes node, which signs with OpenSSL.
//!
//! `RSA_CRT_OPERATIONS=100000 cargo test -p rsa-crt --test differential` is the long form.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
#![allow(clippy::arithmetic_side_effects, missing_docs, reason = "tests")]

mod support;

use rsa::hazmat::rsa_decrypt_and_check;
use rsa::rand_core::{TryCryptoRng, TryRng};
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, PrivateKey};
use std::convert::Infallible;
use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use support::reference::compare;
use support::{Line, Numbers, Random, lines};

fn operations() -> usize {
    let given = env::var("RSA_CRT_OPERATIONS").ok();
    given.map_or(300, |count| count.parse().unwrap())
}

/// The key as the rsa crate has it.
fn rsa_key(key: &Numbers) -> PrivateKey {
    let number = |bytes: &[u8]| BoxedUint::from_be_slice(bytes, key.width as u32).unwrap();
    let e = BoxedUint::from(key.e);
    PrivateKey::from_p_q(number(&key.crt[0]), number(&key.crt[1]), e).unwrap()
}

/// The random source of the rsa crate, which blinds too.
struct Source<'a>(&'a mut Random);

impl TryRng for Source<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.0.next() as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.0.next())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        let Ok(()) = self.0.fill(bytes).or(Ok::<(), Infallible>(()));
        Ok(())
    }
}

impl TryCryptoRng for Source<'_> {}

#[test]
fn openssl_and_the_rsa_crate_return_the_same() {
    let operations = operations();
    let mut node = Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/openssl.mjs"))
        .arg(operations.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let output = BufReader::new(node.stdout.take().unwrap());
    let mut random = Random::new(7);
    let (mut key, mut compared) = (None, 0);
    for line in lines(output.lines().map(Result::unwrap)) {
        match line {
            Line::Key(next) => key = Some((rsa_key(&next), next)),
            Line::Case(m, s) => {
                let (rsa, key) = key.as_ref().unwrap();
                assert_eq!(key.sign(&m, &mut random), Ok(s.clone()));
                let m = BoxedUint::from_be_slice(&m, rsa.n_bits_precision()).unwrap();
                let raised = rsa_decrypt_and_check(rsa, Some(&mut Source(&mut random)), &m);
                let bytes = raised.unwrap().to_be_bytes();
                assert_eq!(bytes[bytes.len() - key.length..], s);
                compared += 1;
            }
        }
    }
    assert!(node.wait().unwrap().success());
    assert_eq!(compared, operations);
    println!("{compared} operations, all as OpenSSL's and the rsa crate's");
}

#[test]
fn the_formulas_return_the_same_for_any_odd_numbers() {
    let mut random = Random::new(3);
    let operations = operations();
    let mut signed = 0;
    for _ in 0..operations {
        let mut bytes = vec![0; random.next() as usize % 1500 + 3];
        random.fill(&mut bytes).unwrap();
        // Digits at their limits, too.
        match random.next() % 4 {
            0 => bytes[3..].fill(0xFF),
            1 => bytes[3..]
                .iter_mut()
                .for_each(|byte| *byte = [0, 0xFF][usize::from(*byte >> 7)]),
            _ => {}
        }
        signed += usize::from(compare(&bytes, 1600));
    }
    assert!(signed * 2 > operations, "{signed} of {operations}");
    println!("{signed} operations, all as the formulas have it");
}
