//! Montgomery arithmetic modulo both primes at once. [`crate`] proves that it is exact.

use crate::digits::{Digits, ROWS, Shape};
use crate::pair::Pair;
use zeroize::Zeroizing;

/// A residue modulo p and one modulo q, the lowest digits first.
pub(crate) type Element = Zeroizing<Vec<Pair>>;

/// The bits of an exponent that one product consumes.
const WINDOW: usize = 5;

/// Both primes, and what arithmetic modulo them needs.
pub(crate) struct Field {
    pub(crate) shape: Shape,
    pub(crate) primes: [Digits; 2],
    /// t = -1/f mod B, for each prime f.
    multipliers: Zeroizing<[i64; 2]>,
    /// (f̃ + 1)/B, where f̃ = t·f. Its highest digit is 0.
    excess: Element,
    /// R² mod f.
    radix_squared: Element,
    /// 1.5·2⁵²·B and 1/B.
    split: [Pair; 2],
    /// The columns of the current product.
    columns: Element,
}

impl Field {
    /// Prepares arithmetic modulo two odd primes of the shape's width at most.
    pub(crate) fn new(shape: Shape, primes: [Digits; 2]) -> Self {
        let multipliers = [&primes[0], &primes[1]].map(|prime| {
            let lowest = prime[0];
            // An odd number is its own inverse modulo 8; each step doubles the number of right bits.
            let step = |inverse: i64, _| {
                inverse.wrapping_mul(2_i64.wrapping_sub(lowest.wrapping_mul(inverse)))
            };
            (0..4).fold(lowest, step).wrapping_neg() & shape.mask()
        });
        let excess = [0, 1].map(|lane| {
            let mut digits = shape.power_of_two(0);
            Shape::add_multiple(&mut digits, multipliers[lane], &primes[lane]);
            shape.balance(&mut digits);
            // The lowest digit of f̃ + 1 is 0: dividing by B moves the others down.
            digits.rotate_left(1);
            digits
        });
        let base = (1_u64 << shape.bits) as f64;
        let split = [1.5 * (1_u64 << 52) as f64 * base, 1.0 / base];
        let mut field = Self {
            shape,
            multipliers: Zeroizing::new(multipliers),
            excess: element(&excess),
            radix_squared: Element::default(),
            split: split.map(|value| Pair::new(value, value)),
            columns: Zeroizing::new(vec![Pair::ZERO; 2 * shape.len]),
            primes,
        };
        field.radix_squared = field.square_radix();
        field
    }

    /// Returns R² mod f, where R = 2ʳ.
    ///
    /// Doubling modulo f leads to 2ᵏ for a k a little above r. Each Montgomery squaring from there
    /// doubles k - r, and a product with a power of two removes the excess.
    fn square_radix(&mut self) -> Element {
        const SQUARINGS: usize = 8;
        let shape = self.shape;
        let r = shape.bits * shape.len;
        // The power of two that removes the excess is then below R/B.
        let above = (r + shape.bits) / (1 << SQUARINGS) + 1;
        let powers = [0, 1].map(|lane| {
            let prime = &self.primes[lane];
            let start = shape.bit_length(prime) - 1;
            let mut power = shape.power_of_two(start);
            for _ in start..r + above {
                shape.reduce(&mut power, 2, prime);
            }
            shape.balance(&mut power);
            power
        });
        let mut power = element(&powers);
        for _ in 0..SQUARINGS {
            self.square(&mut power);
        }
        let rest = shape.power_of_two(2 * r - (above << SQUARINGS));
        self.multiply(&mut power, &element(&[rest.clone(), rest]));
        power
    }

    /// Replaces `x` by x·y/R.
    #[inline(never)]
    pub(crate) fn multiply(&mut self, x: &mut [Pair], y: &[Pair]) {
        debug_assert!(self.has_small_digits(x) && self.has_small_digits(y));
        self.columns.fill(Pair::ZERO);
        for (at, rows) in x.as_chunks().0.iter().enumerate() {
            let columns = &mut self.columns[at * ROWS..];
            add_rows(columns, *rows, y, [Pair::ZERO; ROWS - 1]);
        }
        self.reduce(x);
    }

    /// Replaces `x` by x²/R. Each product of two different digits counts twice.
    #[inline(never)]
    pub(crate) fn square(&mut self, x: &mut [Pair]) {
        debug_assert!(self.has_small_digits(x));
        self.columns.fill(Pair::ZERO);
        for (at, rows) in x.as_chunks().0.iter().enumerate() {
            let [a, b, c, d] = *rows;
            let [aa, bb, cc, dd] = rows.map(|digit| digit + digit);
            let among = [a * a, aa * b, aa * c + b * b, aa * d + bb * c];
            let rest = [bb * d + c * c, cc * d, d * d];
            let columns = &mut self.columns[2 * at * ROWS..];
            for (column, sum) in columns.iter_mut().zip(among) {
                *column = *column + sum;
            }
            let above = &x[(at + 1) * ROWS..];
            add_rows(&mut columns[ROWS..], [aa, bb, cc, dd], above, rest);
        }
        self.reduce(x);
    }

    /// Replaces `x` by what the columns hold, divided by R.
    #[inline(never)]
    fn reduce(&mut self, x: &mut [Pair]) {
        let (columns, excess, len) = (&mut **self.columns, &**self.excess, self.shape.len);
        let [shift, shrink] = self.split;
        let split = |sum: Pair| {
            debug_assert!(is_exact(sum));
            let high = (sum + shift) - shift;
            (sum - high, high * shrink)
        };
        // The lowest digit of a column is Montgomery's multiplier for it.
        let [e0, e1, e2] = [excess[0], excess[1], excess[2]];
        for at in (0..len).step_by(ROWS) {
            let columns = &mut columns[at..];
            let (a, carry) = split(columns[0]);
            let (b, carry) = split(columns[1] + carry + a * e0);
            let (c, carry) = split(columns[2] + a * e1 + carry + b * e0);
            let (d, carry) = split(columns[3] + a * e2 + b * e1 + carry + c * e0);
            let rest = [b * e2 + c * e1 + d * e0 + carry, c * e2 + d * e1, d * e2];
            add_rows(
                &mut columns[ROWS..],
                [a, b, c, d],
                &excess[3..len - 1],
                rest,
            );
        }
        let (mut once, mut twice) = (Pair::ZERO, Pair::ZERO);
        for (digit, column) in x.iter_mut().zip(&columns[len..2 * len - 1]) {
            let (low, high) = split(*column);
            let (low, higher) = split(low + once);
            *digit = low + twice;
            (once, twice) = (high, higher);
        }
        x[len - 1] = columns[2 * len - 1] + once + twice;
    }

    /// Returns x·R, the Montgomery form, for an integer of balanced digits per lane, at most R/B.
    pub(crate) fn enter(&mut self, x: &[Digits; 2]) -> Element {
        let mut x = element(x);
        self.enter_in_place(&mut x);
        x
    }

    fn enter_in_place(&mut self, x: &mut [Pair]) {
        let radix_squared = core::mem::take(&mut self.radix_squared);
        self.multiply(x, &radix_squared);
        self.radix_squared = radix_squared;
    }

    /// Returns x·R for one integer below n, as long as a product of two elements.
    pub(crate) fn enter_long(&mut self, digits: &[i64]) -> Element {
        for (column, digit) in self.columns.iter_mut().zip(digits) {
            *column = Pair::of_digits(*digit, *digit);
        }
        let mut x = Zeroizing::new(vec![Pair::ZERO; self.shape.len]);
        self.reduce(&mut x);
        self.enter_in_place(&mut x);
        self.enter_in_place(&mut x);
        x
    }

    /// Returns the least residues of x for the Montgomery form x·R.
    pub(crate) fn leave(&mut self, mut x: Element) -> [Digits; 2] {
        let shape = self.shape;
        // Times B, because the steps below divide by B.
        let base = shape.power_of_two(shape.bits);
        self.multiply(&mut x, &element(&[base.clone(), base]));
        [0, 1].map(|lane| {
            // Adding m·f, where m < B, makes the lowest digit 0. |x| was at most f̃·(1/2 + 2/B);
            // so (x + m·f)/B is above -f and below 2f. With f added, it is above 0 and below 3f.
            let prime = &self.primes[lane];
            let mut digits: Digits =
                Zeroizing::new(x.iter().map(|pair| pair.digit(lane)).collect());
            let m = digits[0].wrapping_mul(self.multipliers[lane]) & shape.mask();
            Shape::add_multiple(&mut digits, m, prime);
            Shape::add_multiple(&mut digits[1..], 1, prime);
            shape.normalize(&mut digits);
            digits.rotate_left(1);
            shape.reduce(&mut digits, 1, prime);
            shape.reduce(&mut digits, 1, prime);
            digits
        })
    }

    /// Returns `base`, in Montgomery form, to the power of an exponent for each lane, of which the
    /// lowest `bits` bits count.
    ///
    /// The squarings and products are the same for all exponents, and each product reads the whole
    /// table.
    pub(crate) fn raise(&mut self, base: &[Pair], exponents: &[Digits; 2], bits: usize) -> Element {
        let one = self.shape.power_of_two(0);
        let mut x = self.enter(&[one.clone(), one]);
        let mut power = x.clone();
        let mut table: Element = Zeroizing::new(Vec::with_capacity(x.len() << WINDOW));
        for _ in 0..1 << WINDOW {
            table.extend_from_slice(&x);
            self.multiply(&mut x, base);
        }
        for at in (0..bits.div_ceil(WINDOW)).rev() {
            for _ in 0..WINDOW {
                self.square(&mut power);
            }
            let window = |digits: &Digits| self.shape.window(digits, at * WINDOW, WINDOW);
            select(
                &mut x,
                &table,
                [window(&exponents[0]), window(&exponents[1])],
            );
            self.multiply(&mut power, &x);
        }
        power
    }

    /// Returns `base`, in Montgomery form, to the power of a public exponent of at least 1.
    pub(crate) fn raise_public(&mut self, base: &Element, exponent: u64) -> Element {
        let mut power = base.clone();
        for bit in (0..exponent.checked_ilog2().unwrap_or(0)).rev() {
            self.square(&mut power);
            if exponent >> bit & 1 == 1 {
                self.multiply(&mut power, base);
            }
        }
        power
    }

    /// Returns whether the digits are as small as the proof in [`crate`] demands of a factor.
    pub(crate) fn has_small_digits(&self, x: &[Pair]) -> bool {
        let bits = self.shape.bits;
        let limit = ((1_u64 << (bits - 1)) + (1 << (54 - 2 * bits))) as f64;
        let mut lanes = x.iter().flat_map(|pair| pair.lanes());
        lanes.all(|digit| digit.abs() <= limit)
    }
}

/// Returns whether both sums are within the integers that doubles represent without gaps.
pub(crate) fn is_exact(sum: Pair) -> bool {
    let limit = (1_u64 << 53) as f64;
    sum.lanes().iter().all(|sum| sum.abs() < limit)
}

/// Adds the product of four digits, `rows`, and `y` to the columns, and `rest` to the first three.
#[inline(always)]
fn add_rows(columns: &mut [Pair], rows: [Pair; ROWS], y: &[Pair], rest: [Pair; ROWS - 1]) {
    let [a, b, c, d] = rows;
    let [mut first, mut second, mut third] = rest;
    let (columns, above) = columns.split_at_mut(y.len());
    let columns = columns.as_chunks_mut().0.iter_mut();
    for ([low, high], [s, t]) in columns.zip(y.as_chunks().0) {
        *low = *low + (first + a * *s);
        *high = *high + (second + b * *s + a * *t);
        first = third + c * *s + b * *t;
        second = d * *s + c * *t;
        third = d * *t;
    }
    for (column, rest) in above.iter_mut().zip([first, second, third]) {
        *column = *column + rest;
    }
}

/// Replaces `x` by the entry of `table` at `index`, a different one for each lane: the sum of all
/// entries, each times 1 or 0.
fn select(x: &mut [Pair], table: &[Pair], index: [i64; 2]) {
    x.fill(Pair::ZERO);
    // In 32 bits: engines on 32-bit processors convert 64 bits to a double with a function.
    let index = index.map(|index| index as i32);
    let factor = |at: i32| {
        let [p, q] = index.map(|index| ((index ^ at) - 1) >> 31 & 1);
        Pair::new(f64::from(p), f64::from(q))
    };
    let len = x.len();
    for (at, entries) in (0..).step_by(4).zip(table.chunks_exact(4 * len)) {
        let [e, f, g, h] = [0, 1, 2, 3].map(|more| factor(at + more));
        let [a, b, c, d] = [0, 1, 2, 3].map(|more| &entries[more * len..]);
        for ((((x, a), b), c), d) in x.iter_mut().zip(a).zip(b).zip(c).zip(d) {
            *x = *x + (*a * e + *b * f + (*c * g + *d * h));
        }
    }
}

/// Joins the digits modulo p and modulo q.
pub(crate) fn element(digits: &[Digits; 2]) -> Element {
    let [p, q] = digits;
    let pairs = p.iter().zip(q.iter());
    Zeroizing::new(pairs.map(|(p, q)| Pair::of_digits(*p, *q)).collect())
}
