//! Keys and messages as text, one a line: `vectors.py` describes the format.

#![allow(dead_code, reason = "each test uses a part")]
#![allow(unreachable_pub, reason = "a module of several test crates")]

pub mod reference;

use rsa_crt::{Error, Key, rsasp1};

/// One line.
pub enum Line {
    /// The key of the lines that follow.
    Key(Numbers),
    /// A message and its signature.
    Case(Vec<u8>, Vec<u8>),
}

/// The numbers of a key.
pub struct Numbers {
    /// p, q, dP, dQ, qInv.
    pub crt: [Vec<u8>; 5],
    pub e: u64,
    pub width: usize,
    /// The length of n in bytes.
    pub length: usize,
}

impl Numbers {
    pub fn key(&self) -> Key<'_> {
        let [p, q, d_p, d_q, q_inv] = &self.crt;
        let (e, width) = (self.e, self.width);
        Key {
            p,
            q,
            d_p,
            d_q,
            q_inv,
            e,
            width,
        }
    }

    /// As many bytes as n has.
    pub fn bytes(&self, number: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0; self.length - number.len()];
        bytes.extend_from_slice(number);
        bytes
    }

    pub fn sign(&self, m: &[u8], random: &mut Random) -> Result<Vec<u8>, Error<()>> {
        rsasp1(&self.key(), &self.bytes(m), |bytes| random.fill(bytes))
    }
}

pub fn lines(text: impl Iterator<Item = String>) -> impl Iterator<Item = Line> {
    text.map(
        |line| match line.split(' ').collect::<Vec<_>>().as_slice() {
            ["key", crt @ .., e, width] => {
                let crt: Vec<_> = crt.iter().map(|number| unhex(number)).collect();
                let bits = |number: &[u8]| number.len() * 8 - number[0].leading_zeros() as usize;
                // The two highest bits of each prime are 1, so that n has as many bits as both.
                let length = (bits(&crt[0]) + bits(&crt[1])).div_ceil(8);
                Line::Key(Numbers {
                    crt: crt.try_into().unwrap(),
                    e: u64::from_str_radix(e, 16).unwrap(),
                    width: width.parse().unwrap(),
                    length,
                })
            }
            [m, s] => Line::Case(unhex(m), unhex(s)),
            _ => panic!("{line}"),
        },
    )
}

fn unhex(text: &str) -> Vec<u8> {
    let even = if text.len().is_multiple_of(2) {
        text.to_owned()
    } else {
        format!("0{text}")
    };
    let pairs = even.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

/// Predictable numbers (SplitMix64).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn fill(&mut self, bytes: &mut [u8]) -> Result<(), ()> {
        for chunk in bytes.chunks_mut(8) {
            let next = self.next().to_le_bytes();
            chunk.copy_from_slice(&next[..chunk.len()]);
        }
        Ok(())
    }
}
