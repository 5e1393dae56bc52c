//! Helpers that the tests share.

#![allow(dead_code, reason = "the browser's tests use a part of it")]
#![allow(unreachable_pub, reason = "a module of several test crates")]

pub mod case;
pub mod cases;
pub mod der;
mod hex;
pub mod login;
#[cfg(not(target_arch = "wasm32"))]
pub mod npm;
#[cfg(not(target_arch = "wasm32"))]
pub mod openssl;
#[cfg(not(target_arch = "wasm32"))]
pub mod process;
#[cfg(not(target_arch = "wasm32"))]
pub mod service;

#[cfg(not(target_arch = "wasm32"))]
use anaplan_rsa_signer::exports::Program;
use anaplan_rsa_signer::protocol::{InputField, Inputs, Request, Source};
pub use hex::{hex, unhex};

use core::convert::Infallible;
use rand_core::{TryCryptoRng, TryRng};

/// Returns the text of a program, as it stands in `automation/`.
#[cfg(not(target_arch = "wasm32"))]
pub fn program_text(program: Program) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/automation/");
    std::fs::read_to_string(folder.to_owned() + program.file_name()).unwrap()
}

/// A predictable random source (SplitMix64) that counts the bytes taken and can be made to fail.
#[derive(Debug)]
pub struct TestRandom {
    state: u64,
    pub taken: usize,
    pub fail_after: usize,
}

impl TestRandom {
    pub fn new(seed: u64) -> Self {
        Self {
            state: seed,
            taken: 0,
            fail_after: usize::MAX,
        }
    }

    pub fn failing_after(bytes: usize) -> Self {
        Self {
            fail_after: bytes,
            ..Self::new(1)
        }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

/// A broken random source that repeats one byte.
#[derive(Debug)]
pub struct Stuck(pub u8);

impl TryRng for Stuck {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes([self.0; 4]))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes([self.0; 8]))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.fill(self.0);
        Ok(())
    }
}

impl TryCryptoRng for Stuck {}

/// The failure of [`TestRandom`].
#[derive(Debug)]
pub struct Dry;

impl core::fmt::Display for Dry {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("the test's random source is dry")
    }
}

impl core::error::Error for Dry {}

impl TryRng for TestRandom {
    type Error = Dry;

    fn try_next_u32(&mut self) -> Result<u32, Dry> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Dry> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Dry> {
        self.taken += bytes.len();
        if self.taken > self.fail_after {
            return Err(Dry);
        }
        for chunk in bytes.chunks_mut(8) {
            let number = self.next().to_le_bytes();
            chunk.copy_from_slice(&number[..chunk.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for TestRandom {}

/// Returns the request that reads these two texts.
pub fn read(certificate: &str, private_key: &str) -> Request {
    let mut sources = Vec::new();
    if !certificate.is_empty() {
        sources.push(Source::text(1, InputField::Certificate, certificate));
    }
    if !private_key.is_empty() {
        sources.push(Source::text(2, InputField::PrivateKey, private_key));
    }
    read_sources(sources)
}

/// Returns the request that reads these sources.
pub fn read_sources(sources: Vec<Source>) -> Request {
    Request::Read(Inputs {
        sources,
        choice: None,
    })
}

/// Returns the current time in Unix seconds.
#[cfg(not(target_arch = "wasm32"))]
pub fn now() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.unwrap().as_secs()
}

/// Fails when reading takes longer than it may grow with the length: a text that is four times as long takes about
/// four times as long; were the time to grow with the square, it would take sixteen times as long. What disturbs one
/// measurement does not disturb ten. Below 16 kB some readers have not reached their bounds yet.
#[cfg(not(target_arch = "wasm32"))]
#[track_caller]
pub fn grows_with_its_length(text: impl Fn(usize) -> String, read: impl Fn(&str)) {
    const SHORT: usize = 16 * 1024;
    const NOISE: std::time::Duration = std::time::Duration::from_millis(2);
    let time_of = |text: &str| {
        let start = std::time::Instant::now();
        read(text);
        start.elapsed()
    };
    let (short, long) = (text(SHORT), text(4 * SHORT));
    let is_linear = |_| time_of(&long) <= time_of(&short) * 10 + NOISE;
    let start: String = short.chars().take(80).collect();
    assert!((0..10).any(is_linear), "{start:?}");
}
