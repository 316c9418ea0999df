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

/// Of each pair of digits, which of them are upper case.
const UPPER: [u8; 62 * 62] = {
    let mut upper = [0; 62 * 62];
    let mut at = 0;
    while at < upper.len() {
        let [first, second] = PAIRS[at];
        upper[at] = first.is_ascii_uppercase() as u8 | (second.is_ascii_uppercase() as u8) << 1;
        at += 1;
    }
    upper
};

/// Ids that differ in their number only.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IdText {
    head: [u8; 6],
    /// Which characters of the head are upper case, a bit for each.
    head_upper: u32,
    /// What is added to each number.
    base: u64,
}

impl IdText {
    /// Ids that begin with `head` and hold `base` plus their number.
    pub const fn new(head: [u8; 6], base: u64) -> Self {
        let mut head_upper = 0;
        let mut at = 0;
        while at < head.len() {
            head_upper |= (head[at].is_ascii_uppercase() as u32) << at;
            at += 1;
        }
        Self { head, head_upper, base }
    }

    /// The 18 characters of the id with that number.
    #[inline]
    pub fn of(&self, number: u64) -> [u8; 18] {
        let mut id = [0; 18];
        self.write(number, &mut id);
        id
    }

    /// As [`IdText::of`], into the first 18 bytes of `id`.
    #[inline]
    pub fn write(&self, number: u64, id: &mut [u8]) {
        debug_assert!(self.base + number < BASE_9, "a number has nine digits");
        let number = self.base + number;
        let (high, low) = (number / BASE_4, (number % BASE_4) as u32);
        let (first, middle) = ((high / BASE_4) as usize % 62, (high % BASE_4) as u32);
        let id = &mut id[..18];
        id[..6].copy_from_slice(&self.head);
        id[6] = BASE62[first];
        let mut upper = self.head_upper | u32::from(id[6].is_ascii_uppercase()) << 6;
        let pairs =
            [middle / 3844, middle % 3844, low / 3844, low % 3844].map(|pair| pair as usize);
        for (nth, pair) in pairs.into_iter().enumerate() {
            let at = 7 + 2 * nth;
            id[at..at + 2].copy_from_slice(&PAIRS[pair]);
            upper |= u32::from(UPPER[pair]) << at;
        }
        write_check(id, upper);
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

/// The 15 characters in their 18-character form.
pub fn with_check(mut id: [u8; 18]) -> [u8; 18] {
    let bit = |(at, byte): (usize, &u8)| u32::from(byte.is_ascii_uppercase()) << at;
    let upper = id[..15].iter().enumerate().map(bit).sum();
    write_check(&mut id, upper);
    id
}

/// Writes a check character for each five characters: which of them are upper case.
#[inline]
fn write_check(id: &mut [u8], upper: u32) {
    for part in 0..3 {
        id[15 + part] = CHECK[(upper >> (5 * part) & 31) as usize];
    }
}

fn digit(byte: u8) -> Option<u64> {
    match byte {
        b'0'..=b'9' => Some(u64::from(byte - b'0')),
        b'A'..=b'Z' => Some(u64::from(byte - b'A') + 10),
        b'a'..=b'z' => Some(u64::from(byte - b'a') + 36),
        _ => None,
    }
}
