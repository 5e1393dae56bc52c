//! Integers of one prime, in digits of 22 to 24 bits. Set-up and the last steps, none of it hot.
//!
//! No branch and no address depends on a digit, with one exception: [`Shape::bit_length`].

use core::hint::black_box;
use zeroize::Zeroizing;

/// The digits of an integer, the lowest first; from 0 to B - 1 unless stated otherwise.
pub(crate) type Digits = Zeroizing<Vec<i64>>;

/// Products are added four rows at a time, so that each digit loaded is used four times.
pub(crate) const ROWS: usize = 4;

/// How integers are cut: into `len` digits of `bits` bits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) bits: usize,
    pub(crate) len: usize,
}

impl Shape {
    /// Returns the shape for primes of up to `width` bits: the widest digits whose sums stay exact
    /// (see [`crate`]), with room for the prime, one more digit and two bits.
    ///
    /// Widths below 512 bits, which only tests have, are treated as 512.
    pub(crate) fn of(width: usize) -> Self {
        let room = width.max(512) + 2;
        let of = |bits: usize| Self {
            bits,
            len: (room + bits).div_ceil(bits).next_multiple_of(ROWS),
        };
        match (of(24), of(23)) {
            (shape, _) if shape.len <= 60 => shape,
            (_, shape) if shape.len <= 252 => shape,
            _ => of(22),
        }
    }

    /// Returns B - 1.
    pub(crate) fn mask(self) -> i64 {
        (1 << self.bits) - 1
    }

    /// Returns the `len` digits of a big-endian integer.
    #[inline(never)]
    pub(crate) fn read(self, bytes: &[u8], len: usize) -> Digits {
        let mut digits = Zeroizing::new(vec![0; len]);
        for (place, byte) in bytes.iter().rev().enumerate() {
            let (digit, shift) = (place * 8 / self.bits, place * 8 % self.bits);
            let wide = i64::from(*byte) << shift;
            let parts = [wide & self.mask(), wide >> self.bits];
            for (digit, part) in digits.iter_mut().skip(digit).zip(parts) {
                *digit |= part;
            }
        }
        digits
    }

    /// Returns the integer in `len` big-endian bytes.
    #[inline(never)]
    pub(crate) fn write(self, digits: &[i64], len: usize) -> Vec<u8> {
        let byte = |place| self.window(digits, place * 8, 8).to_le_bytes()[0];
        (0..len).rev().map(byte).collect()
    }

    /// Returns `width` bits, at most as many as a digit has, from the bit `at` upwards.
    #[inline(never)]
    pub(crate) fn window(self, digits: &[i64], at: usize, width: usize) -> i64 {
        let (place, shift) = (at / self.bits, at % self.bits);
        let digit = |place: usize| digits.get(place).copied().unwrap_or(0);
        (digit(place) + (digit(place + 1) << self.bits)) >> shift & ((1 << width) - 1)
    }

    /// Returns 2ᵏ.
    pub(crate) fn power_of_two(self, k: usize) -> Digits {
        let mut digits = Zeroizing::new(vec![0; self.len]);
        digits[k / self.bits] = 1 << (k % self.bits);
        digits
    }

    /// Returns the length in bits. The time depends on the length: primes and moduli only.
    pub(crate) fn bit_length(self, digits: &[i64]) -> usize {
        let highest = digits.iter().rposition(|digit| *digit != 0).unwrap_or(0);
        let bits = digits[highest].checked_ilog2().map_or(0, |log| log + 1);
        highest * self.bits + bits as usize
    }

    /// Carries, so that digits of any size and sign become digits from 0 to B - 1. The integer is
    /// not negative.
    #[inline(never)]
    pub(crate) fn normalize(self, digits: &mut [i64]) {
        let mut carry = 0;
        for digit in digits {
            carry += *digit;
            *digit = carry & self.mask();
            carry >>= self.bits;
        }
    }

    /// Carries, so that digits of any size and sign become digits from -B/2 to B/2 - 1. The highest
    /// digit takes what is left.
    #[inline(never)]
    pub(crate) fn balance(self, digits: &mut [i64]) {
        let half = 1 << (self.bits - 1);
        let mut carry = half;
        for digit in digits.iter_mut() {
            carry += *digit;
            *digit = (carry & self.mask()) - half;
            carry = (carry >> self.bits) + half;
        }
        if let Some(highest) = digits.last_mut() {
            *highest += (carry - half) << self.bits;
        }
    }

    /// Adds `factor` times `other`, digit by digit, without carries.
    #[inline(never)]
    pub(crate) fn add_multiple(digits: &mut [i64], factor: i64, other: &[i64]) {
        for (digit, other) in digits.iter_mut().zip(other) {
            *digit += factor * other;
        }
    }

    /// Returns the product, as long as both together, without carries.
    pub(crate) fn product(one: &[i64], other: &[i64]) -> Digits {
        let mut product = Zeroizing::new(vec![0; one.len() + other.len()]);
        for (at, digit) in one.iter().enumerate() {
            Self::add_multiple(&mut product[at..], *digit, other);
        }
        product
    }

    /// Multiplies by `factor`, and subtracts `modulus` unless the result would be negative.
    #[inline(never)]
    pub(crate) fn reduce(self, digits: &mut [i64], factor: i64, modulus: &[i64]) {
        let (mut carry, mut borrow) = (0, 0);
        for (digit, other) in digits.iter_mut().zip(modulus) {
            carry += factor * *digit;
            *digit = carry & self.mask();
            carry >>= self.bits;
            borrow = (borrow + *digit - other) >> self.bits;
        }
        // The borrow is -1 or 0. The compiler must not turn the mask into a branch.
        let mask = !black_box(borrow);
        carry = 0;
        for (digit, other) in digits.iter_mut().zip(modulus) {
            carry += *digit - (other & mask);
            *digit = carry & self.mask();
            carry >>= self.bits;
        }
    }

    /// Returns whether `one` is less than `other`, which is as long. Every digit is read.
    #[inline(never)]
    pub(crate) fn is_less(self, one: &[i64], other: &[i64]) -> bool {
        let digits = one.iter().zip(other);
        let borrow = digits.fold(0, |borrow, (one, other)| {
            (borrow + one - other) >> self.bits
        });
        black_box(borrow) != 0
    }

    /// Returns whether the integer is zero. Every digit is read.
    #[inline(never)]
    pub(crate) fn is_zero(digits: &[i64]) -> bool {
        let any = digits.iter().fold(0, |any, digit| any | digit);
        black_box(any) == 0
    }
}
