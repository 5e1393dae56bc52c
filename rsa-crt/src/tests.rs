//! The bounds that [`crate`] relies on, the blinding, and small keys against plain arithmetic.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::digits::ROWS;
use crate::field::element;
use crate::pair::Pair;
use crypto_bigint::{BoxedUint, NonZero};

/// The widths at which the shape changes, on both sides, and at both ends.
const EDGES: [usize; 8] = [512, 1024, 1414, 1415, 5771, 5772, 8191, 8192];

#[test]
fn no_sum_is_rounded() {
    for width in 1..=MAX_WIDTH {
        let Shape { bits, len } = Shape::of(width);
        assert_eq!(len % ROWS, 0);
        // R ≥ 4B·2ʷ.
        assert!(bits * len >= width + bits + 2, "{width}");
        let digit = (1_u128 << (bits - 1)) + (1 << (54 - 2 * bits));
        let products = len as u128 * digit * digit;
        assert!(2 * products + (1 << (54 - bits)) < 1 << 53, "{width}");
        // A message's digit in the place of the products of two elements.
        assert!(products + (1 << bits) + (1 << (54 - bits)) < 1 << 53);
    }
}

#[test]
fn digits_are_as_wide_as_the_sums_allow() {
    let of = |width| {
        let shape = Shape::of(width);
        (shape.bits, shape.len)
    };
    assert_eq!([512, 1024, 1414].map(of), [(24, 24), (24, 44), (24, 60)]);
    assert_eq!([1415, 2048, 5771].map(of), [(23, 64), (23, 92), (23, 252)]);
    assert_eq!([5772, 8192].map(of), [(22, 264), (22, 376)]);
    assert_eq!(of(1), of(512));
}

#[test]
fn balanced_digits_are_at_most_half_as_large_and_the_same_number() {
    for width in EDGES {
        let shape = Shape::of(width);
        let half = 1 << (shape.bits - 1);
        let digits = shape.read(&vec![0xFF; width / 8], shape.len);
        let mut balanced = digits.clone();
        shape.balance(&mut balanced);
        assert!(balanced.iter().all(|digit| (-half..half).contains(digit)));
        assert_ne!(balanced, digits);
        shape.normalize(&mut balanced);
        assert_eq!(balanced, digits);
        // A negative number: the highest digit keeps the sign.
        let mut negative = digits.clone();
        negative.iter_mut().for_each(|digit| *digit = -*digit);
        shape.balance(&mut negative);
        assert!(negative.iter().all(|digit| (-half..=half).contains(digit)));
        Shape::add_multiple(&mut negative, 1, &digits);
        shape.normalize(&mut negative);
        assert!(Shape::is_zero(&negative));
    }
    // What is left stays in the highest digit, however much it is.
    let shape = Shape::of(512);
    let mut all = vec![shape.mask(); 2];
    shape.balance(&mut all);
    assert_eq!(all, [-1, shape.mask() + 1]);
}

#[test]
fn bytes_and_digits_are_the_same_number() {
    for width in EDGES {
        let shape = Shape::of(width);
        let bytes: Vec<u8> = (0..width / 8).map(|at| (at * 37 + 1) as u8).collect();
        let digits = shape.read(&bytes, shape.len);
        assert!(
            digits
                .iter()
                .all(|digit| (0..=shape.mask()).contains(digit))
        );
        assert_eq!(shape.write(&digits, bytes.len()), bytes);
        let longer = [&[0; 3], bytes.as_slice()].concat();
        assert_eq!(shape.write(&digits, longer.len()), longer);
        assert_eq!(shape.read(&longer, shape.len), digits);
    }
}

#[test]
fn numbers_are_compared_by_every_digit() {
    let shape = Shape::of(512);
    for k in [0, 1, 23, 24, 300, 575] {
        let (power, zero) = (shape.power_of_two(k), shape.power_of_two(0));
        assert_eq!(shape.bit_length(&power), k + 1);
        assert!(!Shape::is_zero(&power));
        assert!(!shape.is_less(&power, &power));
        assert_eq!(shape.is_less(&zero, &power), k > 0);
        assert!(!shape.is_less(&power, &zero));
    }
    assert_eq!(shape.bit_length(&[0, 0]), 0);
    assert!(Shape::is_zero(&[0, 0]) && !Shape::is_zero(&[0, -1]));
    // 2f - f, f - f and (f - 1) - f, of which the last would be negative.
    let f = shape.read(&[0xFF; 64], shape.len);
    let reduced = |factor, less| {
        let mut digits = f.clone();
        digits[0] -= less;
        shape.reduce(&mut digits, factor, &f);
        digits
    };
    assert_eq!(reduced(2, 0), f);
    assert!(Shape::is_zero(&reduced(1, 0)));
    assert_eq!(reduced(1, 1)[0], f[0] - 1);
}

#[test]
fn sums_are_exact_below_two_to_the_53rd_only() {
    let limit = (1_u64 << 53) as f64;
    for (p, q, exact) in [
        (limit, 0.0, false),
        (0.0, -limit, false),
        (limit - 1.0, 1.0 - limit, true),
    ] {
        assert_eq!(field::is_exact(Pair::new(p, q)), exact);
    }
}

/// A field of two moduli f = B·E - 1 of `width` bits. Such an f is its own f̃, and E has the digits
/// that `digit` gives; the highest is positive.
fn field_of(width: usize, digit: impl Fn(usize, i64) -> i64) -> (Field, NonZero<BoxedUint>) {
    let shape = Shape::of(width);
    let half = 1_i64 << (shape.bits - 1);
    let count = width / shape.bits;
    let mut digits = Zeroizing::new(vec![0; shape.len]);
    for at in 1..count {
        digits[at] = digit(at, half);
    }
    digits[count - 1] = half - 1;
    digits[0] = -1;
    shape.normalize(&mut digits);
    // Room for R too.
    let precision = ((shape.len + 1) * shape.bits).next_multiple_of(64) as u32;
    let bytes = shape.write(&digits, precision as usize / 8);
    let f = BoxedUint::from_be_slice(&bytes, precision).unwrap();
    let field = Field::new(shape, [digits.clone(), digits]);
    (field, NonZero::new(f).unwrap())
}

/// The number in one lane of an element, modulo f: what is positive of it less what is negative.
fn residue(x: &[Pair], lane: usize, shape: Shape, f: &NonZero<BoxedUint>) -> BoxedUint {
    let part = |sign: f64| {
        let digit = |pair: &Pair| (sign * pair.lanes()[lane]).max(0.0) as i64;
        let mut digits: Vec<i64> = x.iter().map(digit).chain([0]).collect();
        shape.normalize(&mut digits);
        let bytes = shape.write(&digits, f.bits_precision() as usize / 8);
        BoxedUint::from_be_slice(&bytes, f.bits_precision()).unwrap() % f
    };
    part(1.0).sub_mod(&part(-1.0), f)
}

/// R mod f.
fn radix(shape: Shape, f: &NonZero<BoxedUint>) -> BoxedUint {
    let mut digits = vec![0; shape.len];
    digits.push(1);
    let bytes = shape.write(&digits, f.bits_precision() as usize / 8);
    BoxedUint::from_be_slice(&bytes, f.bits_precision()).unwrap() % f
}

/// Digits as large as they can be, in both factors and in the modulus: the sums are then as large
/// as they can be too, and each split asserts that its sum is exact.
#[test]
fn the_largest_digits_are_multiplied_exactly() {
    let patterns: [fn(usize, i64) -> i64; 4] = [
        |_, half| half - 1,
        |_, half| -half,
        |at, half| [half - 1, -half][at % 2],
        |at, half| [-half, half - 1][at % 2],
    ];
    for width in EDGES {
        for pattern in patterns {
            let (mut field, f) = field_of(width, pattern);
            let shape = field.shape;
            let radix = radix(shape, &f);
            let limit = ((1 << (shape.bits - 1)) + (1 << (54 - 2 * shape.bits))) as f64;
            let count = width / shape.bits;
            let large = |signs: [f64; 2]| -> Vec<Pair> {
                let digit = |at: usize| {
                    if at < count {
                        signs[at % 2] * limit
                    } else {
                        0.0
                    }
                };
                (0..shape.len)
                    .map(|at| Pair::new(digit(at), -digit(at)))
                    .collect()
            };
            for (x, y) in [
                ([1.0, 1.0], [1.0, 1.0]),
                ([1.0, -1.0], [-1.0, -1.0]),
                ([-1.0, -1.0], [-1.0, 1.0]),
                ([-1.0, 1.0], [1.0, -1.0]),
            ] {
                let (x, y) = (large(x), large(y));
                let (mut product, mut square) = (x.clone(), x.clone());
                field.multiply(&mut product, &y);
                field.square(&mut square);
                for lane in [0, 1] {
                    let of = |element: &[Pair]| residue(element, lane, shape, &f);
                    let expected = of(&x).mul_mod(&of(&y), &f);
                    assert_eq!(of(&product).mul_mod(&radix, &f), expected, "{width}");
                    let expected = of(&x).mul_mod(&of(&x), &f);
                    assert_eq!(of(&square).mul_mod(&radix, &f), expected, "{width}");
                }
            }
        }
    }
}

/// A factor that the arithmetic's assertions must stop: one lane of one digit is above h + 2⁵⁴⁻²ᵇ.
#[test]
fn a_digit_above_the_bound_is_noticed() {
    for width in EDGES {
        let (field, _) = field_of(width, |at, half| [half - 1, 77, -half][at % 3]);
        let bits = field.shape.bits;
        let limit = (1_i64 << (bits - 1)) + (1 << (54 - 2 * bits));
        for (digit, is_small) in [
            (limit, true),
            (-limit, true),
            (limit + 1, false),
            (-limit - 1, false),
        ] {
            for pair in [Pair::of_digits(digit, 0), Pair::of_digits(0, digit)] {
                assert_eq!(
                    field.has_small_digits(&[Pair::ZERO, pair]),
                    is_small,
                    "{width}"
                );
            }
        }
    }
}

/// At both ends of every shape and at every 97th width: what enters leaves as it was, so R² mod f
/// is right, and no digit on the way is too large.
#[test]
fn numbers_of_every_shape_enter_and_leave() {
    let shape = |width| {
        let Shape { bits, len } = Shape::of(width);
        (bits, len)
    };
    let is_tried = |width: &usize| {
        let own = shape(*width);
        width.is_multiple_of(97) || shape(width - 1) != own || shape(width + 1) != own
    };
    let mut tried = 0;
    for width in (512..=MAX_WIDTH).filter(is_tried) {
        let (mut field, _) = field_of(width, |at, half| [half - 1, 77, -half][at % 3]);
        let shape = field.shape;
        for k in [0, 1, width / 2, width - 40] {
            let mut x = shape.power_of_two(k);
            shape.balance(&mut x);
            let entered = field.enter(&[x.clone(), x]);
            let left = field.leave(entered);
            assert_eq!(
                left,
                [shape.power_of_two(k), shape.power_of_two(k)],
                "{width}"
            );
        }
        tried += 1;
    }
    assert!(tried > 200, "{tried}");
}

/// The longest prime of each shape with the largest t: f̃ is then as near to R/4 as it can be, and
/// the highest digit of an element is in use.
#[test]
fn the_highest_digit_counts() {
    let is_last = |width: &usize| Shape::of(*width).len != Shape::of(width + 1).len;
    let mut tried = 0;
    for width in (512..MAX_WIDTH).filter(is_last) {
        // The lowest digit is 1, so that t = B - 1; the highest bits are 1, and others random.
        let shape = Shape::of(width);
        let mut bytes = vec![0xFF; width.div_ceil(8)];
        counting(1)(&mut bytes[2..]).unwrap();
        let mut digits = shape.read(&bytes, width / shape.bits);
        digits[0] = 1;
        digits.resize(shape.len, 0);
        Shape::add_multiple(&mut digits, 1, &shape.power_of_two(width - 1));
        Shape::add_multiple(&mut digits, 1, &shape.power_of_two(width - 2));
        shape.normalize(&mut digits);
        let precision = ((shape.len + 1) * shape.bits).next_multiple_of(64) as u32;
        let bytes = shape.write(&digits, precision as usize / 8);
        let f = NonZero::new(BoxedUint::from_be_slice(&bytes, precision).unwrap()).unwrap();
        let mut field = Field::new(shape, [digits.clone(), digits.clone()]);
        let radix = radix(shape, &f);
        digits[0] -= 1;
        shape.balance(&mut digits);
        let mut third = shape.power_of_two(width - 2);
        shape.balance(&mut third);
        let (mut x, y) = (
            field.enter(&[digits.clone(), third.clone()]),
            field.enter(&[third, digits]),
        );
        let mut highest = 0.0_f64;
        for _ in 0..3 {
            for is_square in [true, false] {
                let before = [0, 1].map(|lane| residue(&x, lane, shape, &f));
                if is_square {
                    field.square(&mut x);
                } else {
                    field.multiply(&mut x, &y);
                }
                for lane in [0, 1] {
                    let factor = [residue(&y, lane, shape, &f), before[lane].clone()];
                    let expected = before[lane].mul_mod(&factor[usize::from(is_square)], &f);
                    let product = residue(&x, lane, shape, &f).mul_mod(&radix, &f);
                    assert_eq!(product, expected, "{width}");
                    highest = highest.max(x[shape.len - 1].lanes()[lane].abs());
                }
            }
        }
        assert!(highest > 1.0, "{width}");
        tried += 1;
    }
    assert!(tried > 80, "{tried}");
}

/// 0, f - 1, f and 2f - 1, of either sign, leave as the least residue.
#[test]
fn what_leaves_is_the_least_residue() {
    let (mut field, _) = field_of(1024, |_, half| half - 1);
    let shape = field.shape;
    let f = field.primes[0].clone();
    for (multiple, more) in [(0, 0), (0, 1), (1, -1), (1, 0), (-1, 0), (-1, 1), (2, -1)] {
        let mut x = f.clone();
        x.iter_mut().for_each(|digit| *digit *= multiple);
        x[0] += more;
        shape.balance(&mut x);
        let entered = field.enter(&[x.clone(), x]);
        let mut expected = Zeroizing::new(vec![0; shape.len]);
        expected[0] = more;
        if more < 0 {
            Shape::add_multiple(&mut expected, 1, &f);
            shape.normalize(&mut expected);
        }
        assert_eq!(field.leave(entered), [expected.clone(), expected]);
    }
}

/// Each lane selects its own entry of the table, in the last window of the exponent too.
#[test]
fn every_window_of_an_exponent_counts() {
    let (mut field, f) = field_of(1024, |at, half| [half - 1, 12_345][at % 2]);
    let shape = field.shape;
    let mut three = shape.power_of_two(0);
    three[0] = 3;
    let base = field.enter(&[three.clone(), three]);
    let bits = 1024 + BLINDING * shape.bits;
    let precision = f.bits_precision();
    let power = |k: usize| {
        let three = BoxedUint::from_be_slice(&[3], precision).unwrap();
        (0..k).fold(three, |power, _| power.mul_mod(&power, &f))
    };
    for (k, l) in [
        (0, 1),
        (4, 5),
        (bits - 1, 3),
        (bits - 5, bits - 1),
        (1030, bits - 6),
    ] {
        let exponents = [k, l].map(|k| {
            let mut digits = Zeroizing::new(vec![0; shape.len + BLINDING]);
            digits[k / shape.bits] = 1 << (k % shape.bits);
            digits
        });
        let raised = field.raise(&base, &exponents, bits);
        let left = field.leave(raised).map(|digits| {
            let bytes = shape.write(&digits, precision as usize / 8);
            BoxedUint::from_be_slice(&bytes, precision).unwrap()
        });
        assert_eq!(left, [power(k), power(l)], "{k} {l}");
    }
}

/// Different bytes each time.
fn counting(seed: u64) -> impl FnMut(&mut [u8]) -> Result<(), ()> {
    let mut state = seed | 1;
    move |bytes| {
        for byte in bytes {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            *byte = (state >> 56) as u8;
        }
        Ok(())
    }
}

fn power_mod(mut base: u128, mut exponent: u128, modulus: u128) -> u128 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % modulus;
        }
        base = base * base % modulus;
        exponent >>= 1;
    }
    result
}

/// The numbers of a key of two small primes, and d; `None` when e has no inverse.
struct Small {
    n: u128,
    d: u128,
    e: u64,
    numbers: [[u8; 8]; 5],
}

impl Small {
    fn of(p: u64, q: u64, e: u64) -> Option<Self> {
        let totient = u128::from(p - 1) * u128::from(q - 1);
        let mut multiples = (1..=e.min(70_000)).map(|k| u128::from(k) * totient + 1);
        let d = multiples.find(|de| de.is_multiple_of(e.into()))? / u128::from(e);
        let [d_p, d_q] = [p, q].map(|prime| (d % u128::from(prime - 1)) as u64);
        let q_inv = power_mod(q.into(), u128::from(p - 2), p.into()) as u64;
        let numbers = [p, q, d_p, d_q, q_inv].map(u64::to_be_bytes);
        let n = u128::from(p) * u128::from(q);
        Some(Self { n, d, e, numbers })
    }

    fn key(&self) -> Key<'_> {
        let [p, q, d_p, d_q, q_inv] = &self.numbers;
        let (e, width) = (self.e, 64);
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
    fn bytes(&self, number: u128) -> Vec<u8> {
        let length = (128 - self.n.leading_zeros()).div_ceil(8) as usize;
        number.to_be_bytes()[16 - length..].to_vec()
    }
}

/// Keys so small that everything about them can be computed here: every pair of these primes.
#[test]
fn small_keys_sign_right_or_not_at_all() {
    let primes = [
        257_u64,
        65_537,
        4_294_967_291,
        4_294_967_279,
        2_147_483_647,
        1_000_003,
    ];
    let pairs = primes.iter().flat_map(|p| primes.map(|q| (*p, q)));
    let pairs = pairs.filter(|(p, q)| p != q);
    let exponents = [3, 17, 65_539, 8_589_934_583];
    let (mut keys, mut refused) = (0, 0);
    for key in pairs
        .flat_map(|(p, q)| exponents.map(|e| Small::of(p, q, e)))
        .flatten()
    {
        keys += 1;
        let n = key.n;
        for m in [0, 1, 2, n - 1, n / 2, n / 3, 12_345 % n] {
            for seed in 0..8 {
                let expected = key.bytes(power_mod(m, key.d, n));
                match rsasp1(&key.key(), &key.bytes(m), counting(seed * 2 + 1)) {
                    Ok(s) => assert_eq!(s, expected, "{m} mod {n}"),
                    Err(error) => {
                        assert_eq!(error, Error::Blinding);
                        refused += 1;
                    }
                }
            }
        }
    }
    assert!(keys > 50 && refused < keys, "{keys} {refused}");
}

const P: u64 = 4_294_967_291;
const Q: u64 = 2_147_483_647;

#[test]
fn what_is_raised_and_both_exponents_differ_each_time() {
    let key = Small::of(P, Q, 17).unwrap();
    let message = key.bytes(12_345);
    let blinded = |seed| {
        let mut blinded = Blinded::of(&key.key(), &message, &mut counting(seed)).unwrap();
        let base = blinded.field.leave(blinded.base.clone());
        (base, blinded.exponents.clone(), blinded.finish())
    };
    let all: Vec<_> = (0..50).map(|seed| blinded(2 * seed + 1)).collect();
    for (at, (base, exponents, s)) in all.iter().enumerate() {
        assert_eq!(*s, all[0].2);
        for (other, others, _) in &all[..at] {
            for lane in [0, 1] {
                assert_ne!(base[lane], other[lane]);
                assert_ne!(exponents[lane], others[lane]);
            }
        }
    }
}

/// Every call of the random source matters: r for each prime, k for each exponent.
#[test]
fn each_random_number_blinds_one_thing() {
    let key = Small::of(P, Q, 17).unwrap();
    let message = key.bytes(12_345);
    let blinded = |changed: usize| {
        let (mut call, mut source) = (0, counting(1));
        let mut random = |bytes: &mut [u8]| {
            source(bytes)?;
            if call == changed {
                bytes[0] ^= 1;
            }
            call += 1;
            Ok::<_, ()>(())
        };
        let mut blinded = Blinded::of(&key.key(), &message, &mut random).unwrap();
        let [one, two] = blinded.field.leave(blinded.base.clone());
        let [three, four] = blinded.exponents;
        [one, two, three, four]
    };
    let usual = blinded(usize::MAX);
    for changed in 0..4 {
        let differs = [0, 1, 2, 3].map(|at| blinded(changed)[at] != usual[at]);
        assert_eq!(differs, [0, 1, 2, 3].map(|at| at == changed), "{changed}");
    }
}

/// r has as many bits as R/B, which is more than a prime has, and k at least 64.
#[test]
fn blinding_numbers_are_long_enough() {
    let key = Small::of(P, Q, 17).unwrap();
    for (width, r, k) in [
        (512, 69, 9),
        (1024, 129, 9),
        (2048, 261, 8),
        (8192, 1031, 8),
    ] {
        let mut drawn = Vec::new();
        let random = |bytes: &mut [u8]| {
            drawn.push(bytes.len());
            bytes.fill(1);
            Ok::<_, ()>(())
        };
        let key = Key { width, ..key.key() };
        assert!(rsasp1(&key, &[0; 8], random).is_ok());
        assert_eq!(drawn, [r, r, k, k], "{width}");
        assert!(r * 8 >= width && k * 8 >= 64);
    }
}

#[test]
fn what_the_random_source_reports_is_handed_on() {
    let key = Small::of(P, Q, 17).unwrap();
    for fill in 0..4 {
        let mut left = fill;
        let random = |_: &mut [u8]| {
            left -= 1;
            if left < 0 { Err("empty") } else { Ok(()) }
        };
        let result = rsasp1(&key.key(), &key.bytes(9), random);
        assert_eq!(result, Err(Error::Random("empty")));
    }
}

/// A source that gives zeros, or a multiple of one prime only.
#[test]
fn a_random_number_that_does_not_blind_is_refused() {
    let key = Small::of(P, Q, 17).unwrap();
    for zeros in [[true, true], [true, false], [false, true]] {
        let mut call = 0;
        let random = |bytes: &mut [u8]| {
            bytes.fill(u8::from(!zeros.get(call).unwrap_or(&false)));
            call += 1;
            Ok::<_, ()>(())
        };
        let result = rsasp1(&key.key(), &key.bytes(9), random);
        assert_eq!(result, Err(Error::Blinding));
    }
}

#[test]
fn a_key_that_is_not_as_demanded_is_refused() {
    let small = Small::of(P, Q, 17).unwrap();
    let key = small.key();
    let signs = |key: Key<'_>| match rsasp1(&key, &small.bytes(9), counting(1)) {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(error, Error::InvalidKey);
            false
        }
    };
    let less_one = (P - 1).to_be_bytes();
    let p_and_more = [1, 0, 0, 0, 0, 0, 0, 0, 0];
    let too_long = [0; 9];
    assert!(signs(key));
    assert!(signs(Key {
        width: 32,
        p: &key.p[4..],
        q: &key.q[4..],
        d_p: &key.d_p[4..],
        d_q: &key.d_q[4..],
        q_inv: &key.q_inv[4..],
        ..key
    }));
    for (invalid, why) in [
        (Key { width: 31, ..key }, "bytes longer than the width"),
        (Key { width: 8193, ..key }, "a width above the largest"),
        (Key { width: 0, ..key }, "no width"),
        (Key { e: 0, ..key }, "e = 0"),
        (Key { e: 1, ..key }, "e = 1"),
        (Key { e: 2, ..key }, "e = 2"),
        (Key { e: 18, ..key }, "e even"),
        (Key { q: key.p, ..key }, "p = q"),
        (
            Key {
                p: &less_one,
                ..key
            },
            "p even",
        ),
        (
            Key {
                q: &less_one,
                ..key
            },
            "q even",
        ),
        (Key { p: &[], ..key }, "no p"),
        (Key { q: &[], ..key }, "no q"),
        (
            Key {
                p: &[1],
                d_p: &[0],
                q_inv: &[0],
                ..key
            },
            "p = 1",
        ),
        (Key { q: &[1], ..key }, "q = 1"),
        (
            Key {
                p: &too_long,
                ..key
            },
            "p of too many bytes",
        ),
        (
            Key {
                q: &too_long,
                ..key
            },
            "q of too many bytes",
        ),
        (
            Key {
                d_p: &p_and_more,
                ..key
            },
            "dP of too many bytes",
        ),
        (
            Key {
                d_q: &p_and_more,
                ..key
            },
            "dQ of too many bytes",
        ),
        (
            Key {
                q_inv: &p_and_more,
                ..key
            },
            "qInv of too many bytes",
        ),
        (Key { d_p: &[], ..key }, "no dP"),
        (Key { d_q: &[0], ..key }, "dQ = 0"),
        (Key { q_inv: &[], ..key }, "no qInv"),
        (Key { d_p: key.p, ..key }, "dP = p"),
        (Key { d_q: key.q, ..key }, "dQ = q"),
        (
            Key {
                q_inv: key.p,
                ..key
            },
            "qInv = p",
        ),
    ] {
        assert!(!signs(invalid), "{why}");
    }
    // Three bits fit into a width of three bits, and four do not.
    let five_seven = Small::of(5, 7, 17).unwrap();
    let bytes = five_seven.numbers.map(|number| [number[7]]);
    let [p, q, d_p, d_q, q_inv] = &bytes;
    let key = Key {
        p,
        q,
        d_p,
        d_q,
        q_inv,
        e: 17,
        width: 3,
    };
    let s = rsasp1(&key, &[2], counting(1));
    assert!(matches!(s, Ok(_) | Err(Error::Blinding)), "{s:?}");
    let s = rsasp1(&Key { width: 2, ..key }, &[2], counting(1));
    assert_eq!(s, Err(Error::InvalidKey));
}

#[test]
fn a_message_out_of_range_is_refused() {
    let key = Small::of(P, Q, 17).unwrap();
    let sign = |message: &[u8]| rsasp1(&key.key(), message, counting(1));
    assert_eq!(sign(&key.bytes(key.n - 1)).map(|s| s.len()), Ok(8));
    for message in [
        key.bytes(key.n),
        vec![0xFF; 8],
        vec![0; 7],
        vec![0; 9],
        vec![],
    ] {
        assert_eq!(sign(&message), Err(Error::MessageOutOfRange), "{message:?}");
    }
}

#[test]
fn elements_join_the_digits_of_both_primes() {
    let [p, q] = [vec![1, -2], vec![3, 4]].map(Zeroizing::new);
    let pairs: Vec<_> = element(&[p, q]).iter().map(|pair| pair.lanes()).collect();
    assert_eq!(pairs, [[1.0, 3.0], [-2.0, 4.0]]);
    assert_eq!(Pair::new(-7.0, 8.0).digit(0), -7);
    assert_eq!(Pair::new(-7.0, 8.0).digit(1), 8);
    assert_eq!(Pair::default().lanes(), [0.0, 0.0]);
}
