//! Draws by row, and numbers as text, eight digits at once.

/// 64 bits that depend on the key and the row, and on nothing else.
#[inline]
pub(super) fn draw(key: u64, row: u32) -> u64 {
    let z = (key ^ u64::from(row)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    z ^ (z >> 32)
}

/// A number below `bound`, by multiplication.
#[inline]
pub(super) fn below(drawn: u64, bound: u64) -> u64 {
    ((u128::from(drawn) * u128::from(bound)) >> 64) as u64
}

/// What remains of a division by a number that is known beforehand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Divisor {
    by: u32,
    /// 2^64 / `by`, rounded up; 0 for 1.
    inverse: u64,
}

impl Divisor {
    pub(super) fn new(by: u32) -> Self {
        Self { by, inverse: (u64::MAX / u64::from(by.max(1))).wrapping_add(1) }
    }

    #[inline]
    pub(super) fn remainder(self, number: u32) -> u32 {
        // Source: Lemire, Kaser, Kurz, Faster remainder by direct computation (2019).
        let low = self.inverse.wrapping_mul(u64::from(number));
        ((u128::from(low) * u128::from(self.by)) >> 64) as u32
    }
}

const POWERS: [u32; 8] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/// Eight digits of a number below 10^8, computed side by side in one register: pieces that are put
/// together in memory cost more to read back than to compute.
#[inline]
pub fn digits8(number: u32) -> [u8; 8] {
    let fours = u64::from(number / 10_000 % 10_000) | u64::from(number % 10_000) << 32;
    let high = ((fours * 10_486) >> 20) & 0x7f_0000_007f;
    let twos = ((fours - 100 * high) << 16) + high;
    let high = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
    let ones = ((twos - 10 * high) << 8) + high;
    (ones | 0x3030_3030_3030_3030).to_le_bytes()
}

/// Appends a number with at least `width` digits.
#[inline]
pub(super) fn append_number(out: &mut Vec<u8>, number: u32, width: u8) {
    if number >= 100_000_000 || width > 8 {
        return append_padded(out, u64::from(number), width);
    }
    // Counted by branches, since most numbers below a bound have as many digits as it: what follows
    // need not wait for the number.
    let mut length = 8;
    while length > usize::from(width.max(1)) && number < POWERS[length - 1] {
        length -= 1;
    }
    let digits = u64::from_le_bytes(digits8(number)) >> (64 - 8 * length);
    let end = out.len() + length;
    out.extend_from_slice(&digits.to_le_bytes());
    out.truncate(end);
}

/// As [`append_number`], for any number.
pub(super) fn append_padded(out: &mut Vec<u8>, number: u64, width: u8) {
    let mut digits = [b'0'; 20];
    let mut at = digits.len();
    let mut rest = number;
    while at == digits.len() || rest > 0 {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    out.extend_from_slice(&digits[at.min(digits.len() - usize::from(width.min(20)))..]);
}

/// Appends `number` divided by ten to the `scale`, with as many digits after the point.
pub(super) fn append_decimal(out: &mut Vec<u8>, number: i64, scale: u8) {
    if number < 0 {
        out.push(b'-');
    }
    let number = number.unsigned_abs();
    if scale == 0 {
        return append_padded(out, number, 1);
    }
    let unit = 10_u64.pow(u32::from(scale));
    append_padded(out, number / unit, 1);
    out.push(b'.');
    append_padded(out, number % unit, scale);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(append: impl Fn(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        append(&mut out);
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn a_number_has_its_digits_and_no_more() {
        for number in [0, 7, 10, 99, 100, 12_345, u64::MAX] {
            assert_eq!(text(|out| append_padded(out, number, 1)), number.to_string());
            assert_eq!(text(|out| append_padded(out, number, 8)), format!("{number:08}"));
            let number = number as u32;
            assert_eq!(text(|out| append_number(out, number, 1)), number.to_string());
            assert_eq!(text(|out| append_number(out, number, 4)), format!("{number:04}"));
            assert_eq!(text(|out| append_number(out, number, 10)), format!("{number:010}"));
        }
        assert_eq!(text(|out| append_decimal(out, -1_205, 2)), "-12.05");
    }
}
