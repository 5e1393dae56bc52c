//! 970 messages by 20 keys: primes alike and unlike, 2048 to 8192 bits, against Python's `pow`.
//! `vectors.py` writes them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
#![allow(clippy::arithmetic_side_effects, missing_docs, reason = "tests")]

mod support;

use rsa_crt::Error;
use support::{Line, Random, lines};

#[test]
fn vectors_of_another_implementation() {
    let mut random = Random::new(1);
    let (mut keys, mut messages) = (0, 0);
    let mut key = None;
    for line in lines(include_str!("vectors.txt").lines().map(str::to_owned)) {
        match line {
            Line::Key(next) => {
                keys += 1;
                key = Some(next);
            }
            Line::Case(m, s) => {
                let key = key.as_ref().unwrap();
                messages += 1;
                // One key has a prime of eight bits, of which random numbers are multiples.
                let found = (0..8).find_map(|_| match key.sign(&m, &mut random) {
                    Err(Error::Blinding) => None,
                    other => Some(other),
                });
                assert_eq!(found, Some(Ok(key.bytes(&s))), "key {keys}");
            }
        }
    }
    assert_eq!((keys, messages), (20, 970));
}
