//! A keyed order of `0..size` that can be walked in both directions: a Feistel network over numbers
//! with two digits, applied again in the rare case that it leads outside.
//!
//! The digits' bases multiply to hardly more than the size. On halves of bits a size just above a
//! power of two would be left in every second step, which costs more than the steps themselves.

use crate::core::random::Stream;

/// As many as it takes to leave no trace of the order.
const ROUNDS: usize = 3;

/// A permutation of `0..size`.
#[derive(Clone, Debug)]
pub struct Permutation {
    size: u32,
    high_base: u32,
    low_base: u32,
    /// 2^64 / `low_base`, rounded up: a quotient by multiplication.
    inverse: u64,
    keys: [u64; ROUNDS],
}

impl Permutation {
    /// The permutation of `0..size` that `key` leads to; `size` is at most 2^31.
    pub fn new(key: u64, size: u32) -> Self {
        let low_base = size.isqrt() + 1;
        let high_base = size.div_ceil(low_base).max(1);
        let mut stream = Stream::keyed(key, &["permutation"]);
        let keys = std::array::from_fn(|_| stream.next_u64());
        let inverse = (u64::MAX / u64::from(low_base)).wrapping_add(1);
        Self { size, high_base, low_base, inverse, keys }
    }

    /// Where `at` leads; both are below the size.
    #[inline]
    pub fn apply(&self, at: u32) -> u32 {
        debug_assert!(at < self.size.max(1));
        let mut at = at;
        loop {
            let (mut high, mut low) = self.digits(at);
            high = add(high, drawn(low, self.keys[0], self.high_base), self.high_base);
            low = add(low, drawn(high, self.keys[1], self.low_base), self.low_base);
            high = add(high, drawn(low, self.keys[2], self.high_base), self.high_base);
            at = high * self.low_base + low;
            if at < self.size {
                return at;
            }
        }
    }

    /// What leads to `to`.
    pub fn invert(&self, to: u32) -> u32 {
        debug_assert!(to < self.size.max(1));
        let mut to = to;
        loop {
            let (mut high, mut low) = self.digits(to);
            high = subtract(high, drawn(low, self.keys[2], self.high_base), self.high_base);
            low = subtract(low, drawn(high, self.keys[1], self.low_base), self.low_base);
            high = subtract(high, drawn(low, self.keys[0], self.high_base), self.high_base);
            to = high * self.low_base + low;
            if to < self.size {
                return to;
            }
        }
    }

    #[inline]
    fn digits(&self, number: u32) -> (u32, u32) {
        // The low base is above 1 for all sizes but 0, and 2^64 / 1 would not fit.
        let high = ((u128::from(self.inverse) * u128::from(number)) >> 64) as u32;
        (high, number.wrapping_sub(high.wrapping_mul(self.low_base)))
    }
}

/// A number below `base` that depends on the other digit.
#[inline]
fn drawn(digit: u32, key: u64, base: u32) -> u32 {
    let hash = (u64::from(digit) ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    ((hash * u64::from(base)) >> 32) as u32
}

#[inline]
fn add(digit: u32, drawn: u32, base: u32) -> u32 {
    let sum = digit + drawn;
    // Written so that there is nothing to predict.
    sum.min(sum.wrapping_sub(base))
}

#[inline]
fn subtract(digit: u32, drawn: u32, base: u32) -> u32 {
    let difference = digit.wrapping_sub(drawn);
    difference.min(difference.wrapping_add(base))
}
