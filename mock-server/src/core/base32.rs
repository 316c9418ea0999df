//! Bytes as text in base 32, with `=` behind it. Source: RFC 4648, section 6.

const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Digits of a group; padding fills the last one up.
const GROUP: usize = 8;

/// Bytes as text.
pub fn encode(bytes: &[u8]) -> String {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    let digit = |at: usize| (at..at + 5).fold(0, |digit, at| digit << 1 | bit(at));
    let starts = (0..bytes.len() * 8).step_by(5);
    let mut text: String = starts.map(|at| char::from(DIGITS[usize::from(digit(at))])).collect();
    text.extend(std::iter::repeat_n('=', text.len().next_multiple_of(GROUP) - text.len()));
    text
}

/// The bytes that a text stands for, whose padding may be lost; `None` if it stands for none, or for
/// more or less than `N`.
pub fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.trim_end_matches('=');
    if digits.len() != (N * 8).div_ceil(5) {
        return None;
    }
    let mut bytes = [0; N];
    for (place, digit) in digits.bytes().enumerate() {
        let digit = DIGITS.iter().position(|known| *known == digit)?;
        for bit in 0..5 {
            let (at, set) = (place * 5 + bit, digit >> (4 - bit) & 1 == 1);
            match bytes.get_mut(at / 8) {
                Some(byte) => *byte |= u8::from(set) << (7 - at % 8),
                // What is beyond the bytes is nothing.
                None if set => return None,
                None => {}
            }
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_of_the_standard_lead_there_and_back() {
        assert_eq!(encode(b""), "");
        assert_eq!(encode(b"f"), "MY======");
        assert_eq!(encode(b"foob"), "MZXW6YQ=");
        assert_eq!(encode(b"foobar"), "MZXW6YTBOI======");
        assert_eq!(decode("MZXW6YTBOI======"), Some(*b"foobar"));
        assert_eq!(decode("MZXW6YTBOI"), Some(*b"foobar"));
    }

    #[test]
    fn what_stands_for_other_bytes_or_for_none_is_refused() {
        for text in ["", "MY======", "mzxw6ytboi", "MZXW6YTBO1", "MZXW6YTBOJ", "ÄÖÜÄÖ"] {
            assert_eq!(decode::<6>(text), None, "{text}");
        }
    }
}
