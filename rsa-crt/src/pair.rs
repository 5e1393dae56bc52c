//! Two doubles, one per prime: lane 0 belongs to p, lane 1 to q.
//!
//! In wasm a pair is one 128-bit vector; elsewhere it is an array. Both compute the same numbers.
//! The intrinsics are safe functions. They stay, because the compiler does not vectorize the same
//! arithmetic written for arrays, which makes signing twice as slow.

use core::ops::{Add, Mul, Sub};
use zeroize::DefaultIsZeroes;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use core::arch::wasm32::{self as simd, v128 as Lanes};
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
type Lanes = [f64; 2];

#[derive(Clone, Copy)]
pub(crate) struct Pair(Lanes);

impl Pair {
    pub(crate) const ZERO: Self = Self::new(0.0, 0.0);

    #[inline(always)]
    pub(crate) const fn new(p: f64, q: f64) -> Self {
        #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
        return Self(simd::f64x2(p, q));
        #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
        return Self([p, q]);
    }

    /// Returns a pair of integers, each below 2³¹ in magnitude: all that a digit needs, and one
    /// instruction in every engine, which a conversion from 64 bits is not.
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation, reason = "digits are below 2³¹")]
    pub(crate) fn of_digits(p: i64, q: i64) -> Self {
        Self::new(f64::from(p as i32), f64::from(q as i32))
    }

    #[inline(always)]
    pub(crate) fn lanes(self) -> [f64; 2] {
        #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
        return [
            simd::f64x2_extract_lane::<0>(self.0),
            simd::f64x2_extract_lane::<1>(self.0),
        ];
        #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
        return self.0;
    }

    /// Returns the integer in one lane, which is below 2³¹ in magnitude.
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation, reason = "digits are below 2³¹")]
    pub(crate) fn digit(self, lane: usize) -> i64 {
        i64::from(self.lanes()[lane] as i32)
    }
}

impl Default for Pair {
    fn default() -> Self {
        Self::ZERO
    }
}

impl DefaultIsZeroes for Pair {}

macro_rules! operator {
    ($operator:ident, $name:ident, $sign:tt, $simd:ident) => {
        impl $operator for Pair {
            type Output = Self;

            #[inline(always)]
            fn $name(self, other: Self) -> Self {
                #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
                return Self(simd::$simd(self.0, other.0));
                #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
                return {
                    let ([p, q], [r, s]) = (self.0, other.0);
                    Self([p $sign r, q $sign s])
                };
            }
        }
    };
}

operator!(Add, add, +, f64x2_add);
operator!(Sub, sub, -, f64x2_sub);
operator!(Mul, mul, *, f64x2_mul);
