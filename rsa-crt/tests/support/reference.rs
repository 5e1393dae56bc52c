//! What `rsasp1` returns, computed with crypto-bigint's integers: the same formulas, for any odd
//! numbers in the place of primes, so that keys and messages may come from random bytes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
#![allow(clippy::arithmetic_side_effects, missing_docs, reason = "tests")]

use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, NonZero, Odd};
use rsa_crt::{Error, Key, rsasp1};

/// Compares `rsasp1` with the formulas; returns whether there was a signature. `bytes` gives the
/// key, with a width below `widest` and 16 bits more, the message and the random numbers; what is
/// missing is 0.
pub fn compare(bytes: &[u8], widest: usize) -> bool {
    let mut rest = bytes.iter().copied();
    let mut byte = move || rest.next().unwrap_or(0);
    let width = usize::from(u16::from_be_bytes([byte(), byte()])) % widest + 16;
    let e = [3, 17, 65_537, 8_589_934_583][usize::from(byte()) % 4];
    // A prime may be shorter than the width, and its bytes longer than the prime.
    let longest = width / 8;
    let mut number = |shorter: u8| -> Vec<u8> {
        let zeros = longest * usize::from(shorter) / 320;
        (0..longest)
            .map(|at| if at < zeros { 0 } else { byte() })
            .collect()
    };
    let (mut p, mut q) = (number(bytes.len() as u8), number(bytes.len() as u8 / 2));
    let last = longest - 1;
    (p[last], q[last]) = (p[last] | 3, q[last] | 1);
    let precision = (16 * longest as u32 + 192).next_multiple_of(64).max(640);
    let read = |bytes: &[u8]| BoxedUint::from_be_slice(bytes, precision).unwrap();
    let write = |number: &BoxedUint, length: usize| -> Vec<u8> {
        let bytes = number.to_be_bytes();
        bytes[bytes.len() - length..].to_vec()
    };
    let mut below = |bound: &BoxedUint| {
        let number = read(&number(0)) % NonZero::new(bound.clone()).unwrap();
        write(&number, longest)
    };
    let n = read(&p).wrapping_mul(read(&q));
    let (d_p, d_q, q_inv) = (below(&read(&p)), below(&read(&q)), below(&read(&p)));
    let length = n.bit_width().div_ceil(8) as usize;
    let halves = [below(&read(&p)), below(&read(&q))];
    let m = read(&halves[0])
        .wrapping_mul(read(&q))
        .wrapping_add(read(&halves[1]));
    let m = write(&(m % NonZero::new(n).unwrap()), length);
    let key = Key {
        p: &p,
        q: &q,
        d_p: &d_p,
        d_q: &d_q,
        q_inv: &q_inv,
        e,
        width,
    };

    let mut drawn = Vec::new();
    let result = rsasp1(&key, &m, |random| {
        // Never all 0, for there would be nothing to compare.
        let at = drawn.len() as u8;
        let next = number(0).into_iter().cycle().zip(0_u8..=255);
        let next = next.map(|(byte, place)| byte ^ place.wrapping_mul(29) ^ at);
        random
            .iter_mut()
            .zip(next)
            .for_each(|(to, byte)| *to = byte);
        drawn.push(random.to_vec());
        Ok::<_, ()>(())
    });
    match result {
        Ok(s) => {
            assert_eq!(Some(s), reference(&key, &m, &drawn, precision));
            true
        }
        Err(Error::Blinding) => {
            assert_eq!(reference(&key, &m, &drawn, precision), None);
            false
        }
        Err(Error::InvalidKey) => {
            let is_zero = |bytes: &[u8]| bytes.iter().all(|byte| *byte == 0);
            let residues = [key.d_p, key.d_q, key.q_inv];
            let is_one = |prime: &[u8]| read(prime).bit_width() < 2;
            assert!(p == q || is_one(&q) || residues.iter().any(|it| is_zero(it)));
            false
        }
        Err(error) => panic!("{error:?}"),
    }
}

/// Returns s, or `None` when r is a multiple of p or q.
fn reference(key: &Key<'_>, m: &[u8], drawn: &[Vec<u8>], precision: u32) -> Option<Vec<u8>> {
    let read = |bytes: &[u8]| BoxedUint::from_be_slice(bytes, precision).unwrap();
    let one = BoxedUint::one_with_precision(precision);
    let half = |lane: usize, f: &[u8], d: &[u8]| {
        let f = read(f);
        let modulus = NonZero::new(f.clone()).unwrap();
        let params = BoxedMontyParams::new(Odd::new(f.clone()).unwrap());
        let residue = |number: BoxedUint| BoxedMontyForm::new(number % &modulus, &params);
        let r = read(&drawn[lane]) % &modulus;
        if r.is_zero().to_bool() {
            return None;
        }
        let r = residue(r);
        let e = read(&(key.e - 1).to_be_bytes());
        let last = residue(read(m)).mul(&r.pow(&e));
        let base = last.mul(&r);
        let k = read(&drawn[lane + 2]);
        let d = k
            .wrapping_mul(f.wrapping_sub(&one))
            .wrapping_add(read(d))
            .wrapping_sub(&one);
        Some(base.pow(&d).mul(&last).retrieve())
    };
    let (s_1, s_2) = (half(0, key.p, key.d_p)?, half(1, key.q, key.d_q)?);
    let p = NonZero::new(read(key.p)).unwrap();
    let difference = s_1.sub_mod(&(s_2.clone() % &p), &p);
    let h = difference.mul_mod(&read(key.q_inv), &p);
    let s = read(key.q).wrapping_mul(&h).wrapping_add(&s_2);
    let bytes = s.to_be_bytes();
    Some(bytes[bytes.len() - m.len()..].to_vec())
}
