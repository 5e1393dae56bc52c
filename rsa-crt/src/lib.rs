//! RSASP1, the RSA signature primitive (RFC 8017, section 5.2.1), with the Chinese remainder
//! theorem, blinded. Its time depends on the sizes of the numbers and on the public exponent only.
//!
//! Wasm has no multiplication of 64 by 64 bits with a 128-bit result, but it has pairs of doubles,
//! and doubles represent every integer up to 2⁵³. So numbers are cut into digits of 22 to 24 bits,
//! each a double, and both exponentiations run at once: modulo p in one lane of a pair, modulo q in
//! the other. No branch and no address depends on a digit, except that the set-up depends on the
//! primes' bit lengths.
//!
//! # What the caller must do
//!
//! **Verify every result with the public key before anyone sees it.** A fault in the processor, or
//! a key whose numbers do not belong together, can give a result that is right modulo one prime and
//! wrong modulo the other; whoever sees it computes the factor as gcd(sᵉ - m, n). This crate
//! detects some inconsistent keys ([`Error::InvalidKey`]), not all, and no fault.
//!
//! Temporaries are wiped when they are dropped. The message and the key belong to the caller, and
//! registers and stack slots are not wiped: pieces of at most some digits may remain in them.
//!
//! # Numbers
//!
//! With B = 2ᵇ and h = B/2, an element is x = Σ xₖBᵏ, k < L. Its digits are integers of either
//! sign, at most h + 2⁵⁴⁻²ᵇ in magnitude. R = Bᴸ. In each lane, f is the prime, t = -1/f mod B, and
//! f̃ = t·f. That is -1 modulo B, so that a column's lowest digit m is Montgomery's multiplier:
//! adding m·f̃ makes it 0 and adds m·(f̃ + 1)/B one column higher. [`Shape`] takes L so large that
//! R ≥ 4B·2ʷ ≥ 4f̃, where w is the width: the length of the longer prime, or more.
//!
//! # Why nothing is rounded
//!
//! A column collects at most L products of two elements' digits, L products of a multiplier (at
//! most h) and a digit of (f̃ + 1)/B (at most h), and one carry. So every partial sum is an integer,
//! in magnitude at most 2L·(h + 2⁵⁴⁻²ᵇ)² + 2⁵⁴⁻ᵇ, and that is below 2⁵³ for every shape (the test
//! `no_sum_is_rounded`). Where a message enters, a column holds one of its digits, below B, in the
//! place of the first L products. A sum is split by adding 1.5·2⁵²·B and subtracting it again:
//! between 2⁵²·B and 2⁵³·B, doubles are the multiples of B, so that this rounds to the nearest
//! multiple of B and is exact otherwise. The rest is at most h.
//!
//! No sum and no digit is between 0 and 1, infinite, or not a number. So no operand is subnormal,
//! the one kind of number that makes processors add and multiply doubles more slowly. (1/B is a
//! normal number.)
//!
//! # Why elements stay elements
//!
//! What enters is at most R/B in magnitude, a product with a power of two below R/B, or a message
//! divided by R, at most f̃·(1/2 + 1/B) + R/B. From then on, elements are at most f̃. A product is
//! (T + M·f̃)/R. Here |M| ≤ (1 + 2/B)·R/2. Of two elements, |T| ≤ f̃² ≤ f̃·R/4; of what enters and an
//! element, |T| ≤ f̃·(R/8 + 2R/B). So the result is at most f̃·(1/4 + 1/2 + 1/B) < f̃. Two carries
//! leave digits of at most h + 2⁵⁴⁻²ᵇ; the highest is not split, and is less than B/4 + 2 because
//! f̃ ≤ R/4.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "the bounds above, and lengths that are multiples of one another by construction"
)]

mod digits;
mod field;
mod pair;
#[cfg(test)]
mod tests;

use digits::{Digits, Shape};
use field::{Element, Field};
use zeroize::Zeroizing;

/// Random digits by which an exponent is blinded, of 22 to 24 bits each: 64 bits or more.
const BLINDING: usize = 3;

/// The largest [`Key::width`].
pub const MAX_WIDTH: usize = 8192;

/// A private key in the second representation of RFC 8017, section 3.2, for two primes. Numbers are
/// big-endian, and at most `width.div_ceil(8)` bytes long.
///
/// Checked: the primes are odd, different, above 2, and at most `width` bits long; e is odd and at
/// least 3; 0 < dP < p, 0 < dQ < q, 0 < qInv < p. Not checked: that p and q are prime, that
/// e·dP ≡ 1 (mod p - 1), e·dQ ≡ 1 (mod q - 1), and q·qInv ≡ 1 (mod p). A key that breaks these
/// gives a wrong result, which verification must catch.
#[derive(Clone, Copy)]
pub struct Key<'a> {
    /// The first prime.
    pub p: &'a [u8],
    /// The second prime.
    pub q: &'a [u8],
    /// d mod (p - 1).
    pub d_p: &'a [u8],
    /// d mod (q - 1).
    pub d_q: &'a [u8],
    /// 1/q mod p.
    pub q_inv: &'a [u8],
    /// The public exponent.
    pub e: u64,
    /// An upper bound of the primes' bit lengths, at most [`MAX_WIDTH`]. The time of an operation
    /// depends on it.
    pub width: usize,
}

/// Why there is no result.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Error<E> {
    /// The key is not as [`Key`] demands.
    InvalidKey,
    /// The message is not as long as the modulus in bytes, or not below the modulus.
    MessageOutOfRange,
    /// The random source failed.
    Random(E),
    /// The random number is a multiple of a prime. A random source that works does not give one.
    Blinding,
}

/// Returns s = mᵈ mod n for a message representative m. Both are as many bytes long as n.
///
/// `random` fills a slice with random bytes. It is asked for the blinding number r modulo p and
/// modulo q, then for a factor k for each exponent. What is raised is m·rᵉ, and the exponents are
/// dP - 1 + k·(p - 1) and dQ - 1 + k·(q - 1).
///
/// # Errors
/// [`Error`].
pub fn rsasp1<E>(
    key: &Key<'_>,
    message: &[u8],
    mut random: impl FnMut(&mut [u8]) -> Result<(), E>,
) -> Result<Vec<u8>, Error<E>> {
    let blinded = Blinded::of(key, message, &mut random)?;
    let shape = blinded.field.shape;
    Ok(shape.write(&blinded.finish(), message.len()))
}

/// A blinded operation: what is raised, and to which exponents.
struct Blinded {
    field: Field,
    /// m·rᵉ, in Montgomery form.
    base: Element,
    /// d - 1 + k·(f - 1), in `bits` bits.
    exponents: [Digits; 2],
    bits: usize,
    /// m·rᵉ⁻¹, the last factor.
    last: Element,
    q_inv: Digits,
}

impl Blinded {
    fn of<E>(
        key: &Key<'_>,
        message: &[u8],
        random: &mut impl FnMut(&mut [u8]) -> Result<(), E>,
    ) -> Result<Self, Error<E>> {
        let numbers = Numbers::of(key).ok_or(Error::InvalidKey)?;
        let shape = numbers.shape;
        let m = numbers.message(message).ok_or(Error::MessageOutOfRange)?;
        let mut draw = |len: usize| {
            let mut bytes = Zeroizing::new(vec![0; len * shape.bits / 8]);
            random(&mut bytes).map_err(Error::Random)?;
            Ok(shape.read(&bytes, len + 1))
        };
        let mut r = [draw(shape.len - 1)?, draw(shape.len - 1)?];
        let factors = [draw(BLINDING)?, draw(BLINDING)?];

        let exponents = [0, 1].map(|lane| numbers.blind_exponent(lane, &factors[lane]));
        let mut field = Field::new(shape, numbers.primes);
        r.iter_mut().for_each(|digits| shape.balance(digits));
        let r = field.enter(&r);
        if field.leave(r.clone()).iter().any(|r| Shape::is_zero(r)) {
            return Err(Error::Blinding);
        }
        let mut last = field.enter_long(&m);
        let power = field.raise_public(&r, key.e - 1);
        field.multiply(&mut last, &power);
        let mut base = last.clone();
        field.multiply(&mut base, &r);
        Ok(Self {
            field,
            base,
            exponents,
            bits: key.width + BLINDING * shape.bits,
            last,
            q_inv: numbers.q_inv,
        })
    }

    /// Returns s = (m·rᵉ)ᵈ⁻¹ · m·rᵉ⁻¹ = mᵈ·rᵉᵈ⁻¹. Here rᵉᵈ⁻¹ is 1, because r is not 0. Nothing has
    /// to be inverted.
    fn finish(mut self) -> Digits {
        let field = &mut self.field;
        let mut s = field.raise(&self.base, &self.exponents, self.bits);
        field.multiply(&mut s, &self.last);
        recombine(field, s, self.q_inv)
    }
}

/// Returns s₂ + q·h, where h = (s₁ - s₂)·qInv mod p (RFC 8017, section 5.2.1, step 2.b.iii).
fn recombine(field: &mut Field, s: Element, q_inv: Digits) -> Digits {
    let shape = field.shape;
    let [mut difference, s_2] = field.leave(s);
    Shape::add_multiple(&mut difference, -1, &s_2);
    let [mut h, q_inv] = [difference, q_inv].map(|mut digits| {
        shape.balance(&mut digits);
        field.enter(&[digits.clone(), digits])
    });
    field.multiply(&mut h, &q_inv);
    let [h, _] = field.leave(h);
    let mut s = Shape::product(&h, &field.primes[1]);
    Shape::add_multiple(&mut s, 1, &s_2);
    shape.normalize(&mut s);
    s
}

/// The numbers of a key that is as [`Key`] demands.
struct Numbers {
    shape: Shape,
    primes: [Digits; 2],
    exponents: [Digits; 2],
    q_inv: Digits,
}

impl Numbers {
    fn of(key: &Key<'_>) -> Option<Self> {
        let all = [key.p, key.q, key.d_p, key.d_q, key.q_inv];
        let longest = key.width.div_ceil(8);
        if key.width > MAX_WIDTH || all.iter().any(|bytes| bytes.len() > longest) {
            return None;
        }
        let shape = Shape::of(key.width);
        let [p, q, d_p, d_q, q_inv] = all.map(|bytes| shape.read(bytes, shape.len));
        // A prime of 1 is refused with its exponent: no residue of it but 0.
        let is_prime_like =
            |digits: &Digits| digits[0] & 1 == 1 && shape.bit_length(digits) <= key.width;
        let is_residue =
            |digits: &Digits, prime| !Shape::is_zero(digits) && shape.is_less(digits, prime);
        let mut difference = p.clone();
        Shape::add_multiple(&mut difference, -1, &q);
        let is_valid = key.e >= 3
            && key.e & 1 == 1
            && is_prime_like(&p)
            && is_prime_like(&q)
            && !Shape::is_zero(&difference)
            && is_residue(&d_p, &p)
            && is_residue(&d_q, &q)
            && is_residue(&q_inv, &p);
        is_valid.then_some(Self {
            shape,
            primes: [p, q],
            exponents: [d_p, d_q],
            q_inv,
        })
    }

    /// Returns the digits of a message representative.
    fn message(&self, bytes: &[u8]) -> Option<Digits> {
        let shape = self.shape;
        let [p, q] = &self.primes;
        let mut n = Shape::product(p, q);
        shape.normalize(&mut n);
        let m = shape.read(bytes, n.len());
        let is_as_long = bytes.len() == shape.bit_length(&n).div_ceil(8);
        (is_as_long && shape.is_less(&m, &n)).then_some(m)
    }

    /// Returns d - 1 + k·(f - 1), for d modulo f - 1: a multiple of f - 1 does not change the power.
    fn blind_exponent(&self, lane: usize, factor: &[i64]) -> Digits {
        let shape = self.shape;
        let mut exponent = Shape::product(&self.primes[lane], &factor[..BLINDING]);
        Shape::add_multiple(&mut exponent, -1, factor);
        Shape::add_multiple(&mut exponent, 1, &self.exponents[lane]);
        exponent[0] -= 1;
        shape.normalize(&mut exponent);
        exponent
    }
}
