//! A new RSA private key, one candidate at a time, so that whoever waits can be told how far it is
//! and can call it off.
//!
//! The primes are made as FIPS 186-5, appendix A.1.3, makes them: each candidate is drawn anew, and
//! what is kept has passed as many rounds of Miller and Rabin's test as its table B.1 asks for.

use crate::error::{Error, Result};
use crate::private_key::PrivateKey;
use crate::public_key::{MAX_BITS, MIN_BITS, number};
use crypto_primes::hazmat::{MillerRabin, Primality};
use rand_core::TryCryptoRng;
use rsa::BoxedUint;
use zeroize::Zeroizing;

/// The public exponent, as every certificate authority accepts it.
const EXPONENT: u32 = 65_537;

/// Rounds of Miller and Rabin's test with random bases. Table B.1 asks for 5 with primes of 1024
/// bits (error 2⁻¹¹²), and for fewer with longer ones.
const ROUNDS: usize = 5;

/// Divisors below this are tried first: dividing by one costs a microsecond, a round milliseconds.
const SMALL: u32 = 4096;

/// √2·2⁶³, rounded up: candidates begin with at least this (appendix A.1.3, step 4.4).
const LEAST: u64 = 0xB504_F333_F9DE_6485;

/// The primes must differ by more than 2 to the power of their length less this (step 5.4).
const CLOSE: u32 = 100;

/// A key in the making. What is found of it is wiped when dropped.
#[derive(Debug)]
pub struct Generation {
    /// The length of a prime in bytes.
    length: usize,
    divisors: Vec<u32>,
    first: Option<Zeroizing<Vec<u8>>>,
    tested: u32,
}

impl Generation {
    /// Prepares a key of `bits` bits. `None` unless it is a multiple of 16 within [`MIN_BITS`] and
    /// [`MAX_BITS`]: no candidate would ever be long enough for a key of 0 bits.
    #[must_use]
    pub fn new(bits: u32) -> Option<Self> {
        ((MIN_BITS..=MAX_BITS).contains(&bits) && bits.is_multiple_of(16)).then_some(())?;
        let is_prime = |number: &u32| {
            let mut divisors = (3..).take_while(|divisor: &u32| divisor.pow(2) <= *number);
            divisors.all(|divisor| number.checked_rem(divisor) != Some(0))
        };
        Some(Self {
            length: usize::try_from(bits / 16).unwrap_or_default(),
            divisors: (3..SMALL).filter(|n| n % 2 == 1).filter(is_prime).collect(),
            first: None,
            tested: 0,
        })
    }

    /// Returns how many primes are found.
    #[must_use]
    pub fn primes(&self) -> u32 {
        u32::from(self.first.is_some())
    }

    /// Returns how many candidates without small divisors were tested, for both primes.
    #[must_use]
    pub fn tested(&self) -> u32 {
        self.tested
    }

    /// Tests one candidate that has no small divisor. Returns the key once both primes are found;
    /// then nothing is kept of it.
    ///
    /// # Errors
    /// [`Error::RandomUnavailable`]; those of [`PrivateKey::of_primes`].
    pub fn advance<R: TryCryptoRng + ?Sized>(
        &mut self,
        random: &mut R,
    ) -> Result<Option<PrivateKey>> {
        let candidate = self.candidate(random)?;
        self.tested = self.tested.saturating_add(1);
        if !is_prime(&candidate, random)? {
            return Ok(None);
        }
        let Some(first) = self.first.take() else {
            self.first = Some(candidate);
            return Ok(None);
        };
        PrivateKey::of_primes(&first, &candidate, EXPONENT).map(Some)
    }

    /// Draws until a number could be the prime that is sought: odd, large enough, without a small
    /// divisor, of use with the public exponent, and far from the first prime.
    fn candidate<R: TryCryptoRng + ?Sized>(&self, random: &mut R) -> Result<Zeroizing<Vec<u8>>> {
        let mut bytes = Zeroizing::new(vec![0; self.length]);
        loop {
            draw(&mut bytes, random)?;
            if let Some(last) = bytes.last_mut() {
                *last |= 1;
            }
            let is_divided = || {
                let mut divisors = self.divisors.iter();
                divisors.any(|divisor| remainder(&bytes, *divisor) == 0)
            };
            // 65537 is prime: it divides p - 1 or has no divisor in common with it.
            if leading(&bytes) >= LEAST
                && !is_divided()
                && remainder(&bytes, EXPONENT) != 1
                && self.is_far(&bytes)?
            {
                return Ok(bytes);
            }
        }
    }

    fn is_far(&self, candidate: &[u8]) -> Result<bool> {
        let Some(first) = &self.first else {
            return Ok(true);
        };
        let (one, other) = (boxed(first)?, boxed(candidate)?);
        let difference = (&one).max(&other).wrapping_sub((&one).min(&other));
        let bits = u32::try_from(self.length.saturating_mul(8)).unwrap_or(u32::MAX);
        Ok(difference.bit_width() > bits.saturating_sub(CLOSE))
    }
}

/// Tests with random bases from 2 to w - 2 (FIPS 186-5, appendix B.3.1).
fn is_prime<R: TryCryptoRng + ?Sized>(candidate: &[u8], random: &mut R) -> Result<bool> {
    let number = boxed(candidate)?;
    let odd = Option::from(number.to_odd()).ok_or(Error::KeyInconsistent)?;
    let test = MillerRabin::<BoxedUint>::new(odd);
    let mut base = Zeroizing::new(vec![0; candidate.len()]);
    for _ in 0..ROUNDS {
        // Draw again until 2 ≤ base ≤ w − 2.
        loop {
            draw(&mut base, random)?;
            if is_base(&base, candidate) {
                break;
            }
        }
        if test.test(&boxed(&base)?) == Primality::Composite {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether 2 ≤ base ≤ candidate - 2, for an odd candidate. Both are big-endian and equally long.
fn is_base(base: &[u8], candidate: &[u8]) -> bool {
    let (Some((low, high)), Some((last, rest))) = (base.split_last(), candidate.split_last())
    else {
        return false;
    };
    let is_large = high.iter().any(|byte| *byte != 0) || *low >= 2;
    // An odd candidate is never split by a borrow when 1 is taken off.
    let is_next = high == rest && *low == last & 0xFE;
    is_large && !is_next && base < candidate
}

fn draw<R: TryCryptoRng + ?Sized>(bytes: &mut [u8], random: &mut R) -> Result<()> {
    random
        .try_fill_bytes(bytes)
        .map_err(|_| Error::RandomUnavailable)
}

fn boxed(bytes: &[u8]) -> Result<BoxedUint> {
    number(bytes).ok_or(Error::KeyInconsistent)
}

/// Returns the first eight bytes as a number.
fn leading(bytes: &[u8]) -> u64 {
    let first = bytes.first_chunk().copied();
    u64::from_be_bytes(first.unwrap_or_default())
}

/// Returns the remainder of a big-endian number by `divisor`, which is not zero.
fn remainder(bytes: &[u8], divisor: u32) -> u32 {
    let mut rest = 0_u64;
    for chunk in bytes.chunks(4) {
        for byte in chunk {
            rest = rest << 8 | u64::from(*byte);
        }
        rest = rest.checked_rem(u64::from(divisor)).unwrap_or_default();
    }
    u32::try_from(rest).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::unwrap_used)]

    use super::*;

    #[test]
    fn remainders_are_those_of_the_number() {
        let bytes = 0x0123_4567_89AB_CDEF_0011_2233_4455_6677_u128.to_be_bytes();
        for divisor in [3, 7, 4093, EXPONENT, u32::MAX] {
            let expected = u128::from_be_bytes(bytes) % u128::from(divisor);
            assert_eq!(u128::from(remainder(&bytes, divisor)), expected);
        }
    }

    #[test]
    fn bases_are_from_two_to_the_candidate_less_two() {
        let candidate = 0x0103_u16.to_be_bytes();
        let bases = (0..=u16::MAX).filter(|base| is_base(&base.to_be_bytes(), &candidate));
        assert_eq!(bases.collect::<Vec<_>>(), (2..=0x0101).collect::<Vec<_>>());
    }

    #[test]
    fn only_lengths_that_end_in_a_key_are_prepared() {
        let is_prepared = |bits| Generation::new(bits).is_some();
        assert!([2048, 3072, 8192].into_iter().all(is_prepared));
        assert!(
            ![0, 16, 2032, 2056, 8208, u32::MAX]
                .into_iter()
                .any(is_prepared)
        );
    }

    #[test]
    fn divisors_are_the_odd_primes() {
        let divisors = Generation::new(2048).unwrap().divisors;
        assert_eq!(divisors.first(), Some(&3));
        // OEIS A000720: 564 primes below 4096, one of which is 2.
        assert_eq!(divisors.len(), 563);
    }

    /// FIPS 186-5, appendix A.1.3, step 5.4: two primes of 1024 bits are 2⁹²⁴ apart.
    #[test]
    fn primes_are_far_from_each_other() {
        let number = |low: usize, value: u8| {
            let mut bytes = Zeroizing::new(vec![0; 128]);
            bytes[0] = 0xF0;
            bytes[low] |= value;
            bytes
        };
        // The bit 924 from the right is the fifth of the thirteenth byte.
        for (place, value, is_far) in [(127, 1, false), (12, 0x08, false), (12, 0x10, true)] {
            for (one, other) in [(0, value), (value, 0)] {
                let mut generation = Generation::new(2048).unwrap();
                assert!(generation.is_far(&number(place, one)).unwrap());
                generation.first = Some(number(place, one));
                let found = generation.is_far(&number(place, other)).unwrap();
                assert_eq!(found, is_far, "{place}: {one} and {other}");
            }
        }
    }
}
