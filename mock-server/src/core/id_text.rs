//! Ids as text: a head, a number in nine base-62 digits, and three check characters.
//!
//! It knows no provider: who owns the head, and what a number stands for, is the caller's business.

/// Digits of the number.
const NUMBER_DIGITS: usize = 9;
/// 62 to the 4th and to the 9th.
const BASE_4: u64 = 62_u64.pow(4);
const BASE_9: u64 = 62_u64.pow(9);

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const CHECK: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/// All pairs of digits, so that a number is written two digits a step.
const PAIRS: [[u8; 2]; 62 * 62] = {
    let mut pairs = [[0; 2]; 62 * 62];
    let mut at = 0;
    while at < pairs.len() {
        pairs[at] = [BASE62[at / 62], BASE62[at % 62]];
        at += 1;
    }
    pairs
};

/// Ids that differ in their number only.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IdText {
    head: [u8; 6],
    /// What is added to each number.
    base: u64,
}

impl IdText {
    /// Ids that begin with `head` and hold `base` plus their number.
    pub const fn new(head: [u8; 6], base: u64) -> Self {
        Self { head, base }
    }

    /// The 18 characters of the id with that number.
    #[inline]
    pub fn of(&self, number: u64) -> [u8; 18] {
        debug_assert!(self.base + number < BASE_9, "a number has nine digits");
        let number = self.base + number;
        let (high, low) = (number / BASE_4, (number % BASE_4) as u32);
        let (first, middle) = ((high / BASE_4) as usize % 62, (high % BASE_4) as u32);
        let mut id = [0; 18];
        id[..6].copy_from_slice(&self.head);
        id[6] = BASE62[first];
        id[7..9].copy_from_slice(&PAIRS[(middle / 3844) as usize]);
        id[9..11].copy_from_slice(&PAIRS[(middle % 3844) as usize]);
        id[11..13].copy_from_slice(&PAIRS[(low / 3844) as usize]);
        id[13..15].copy_from_slice(&PAIRS[(low % 3844) as usize]);
        with_check(id)
    }

    /// The number of an id in 15 or 18 characters, if it begins with the head; the check characters
    /// are not looked at.
    pub fn number(&self, id: &[u8]) -> Option<u64> {
        if !matches!(id.len(), 15 | 18) || id[..6] != self.head {
            return None;
        }
        let digits = id[6..6 + NUMBER_DIGITS].iter();
        let number = digits.copied().try_fold(0_u64, |n, byte| Some(n * 62 + digit(byte)?))?;
        number.checked_sub(self.base)
    }
}

/// One of the 62 digits.
pub fn digit_at(place: usize) -> u8 {
    BASE62[place % BASE62.len()]
}

/// The 15 characters in their 18-character form: five bits for each five characters, which of them
/// are upper case.
#[inline]
pub fn with_check(mut id: [u8; 18]) -> [u8; 18] {
    for part in 0..3 {
        let mut upper = 0;
        for place in 0..5 {
            upper |= usize::from(id[part * 5 + place].is_ascii_uppercase()) << place;
        }
        id[15 + part] = CHECK[upper];
    }
    id
}

fn digit(byte: u8) -> Option<u64> {
    match byte {
        b'0'..=b'9' => Some(u64::from(byte - b'0')),
        b'A'..=b'Z' => Some(u64::from(byte - b'A') + 10),
        b'a'..=b'z' => Some(u64::from(byte - b'a') + 36),
        _ => None,
    }
}
