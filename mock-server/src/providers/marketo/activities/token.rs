//! A place in the log as clients carry it: 32 bytes that say nothing, in base 32 with `=` behind them.
//!
//! A token holds the place itself, scrambled, and a proof that it was given here; nothing is kept of
//! it. Shape: as in the documentation's samples (A:activities).

use super::log::ActivityNumber;
use crate::core::base32;
use crate::core::random::key;
use crate::core::time::SimTime;

/// Where reading goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    /// The next entry to be looked at.
    pub next: ActivityNumber,
    /// Entries before this instant are not wanted.
    pub since: SimTime,
}

/// The tokens of one instance.
#[derive(Clone, Copy, Debug)]
pub struct PagingTokens {
    seed: u64,
}

impl PagingTokens {
    /// The tokens of the instance with that seed.
    pub fn of(seed: u64) -> Self {
        Self { seed: key(seed, &["paging token"]) }
    }

    /// The token of a place.
    pub fn token(self, position: Position) -> String {
        let plain = [position.next, position.since.millis() as u64];
        let proof = self.proof(plain);
        let hidden = self.masked(plain, proof);
        let words = [hidden[0], hidden[1], proof[0], proof[1]];
        let mut bytes = [0; 32];
        for (place, word) in bytes.chunks_exact_mut(8).zip(words) {
            place.copy_from_slice(&word.to_be_bytes());
        }
        base32::encode(&bytes)
    }

    /// The place in a token, if it was given here; it may have lost its padding.
    pub fn position(self, token: &str) -> Option<Position> {
        let bytes: [u8; 32] = base32::decode(token.trim())?;
        let word = |at: usize| {
            let bytes = bytes.get(at * 8..at * 8 + 8)?.try_into().ok()?;
            Some(u64::from_be_bytes(bytes))
        };
        let proof = [word(2)?, word(3)?];
        let plain = self.masked([word(0)?, word(1)?], proof);
        let since = SimTime::from_millis(i64::try_from(plain[1]).ok()?);
        (self.proof(plain) == proof).then_some(Position { next: plain[0], since })
    }

    fn proof(self, plain: [u64; 2]) -> [u64; 2] {
        let [next, since] = plain.map(|word| word.to_string());
        ["head", "tail"].map(|half| key(self.seed, &[half, &next, &since]))
    }

    /// Lays a mask over two words, or takes it away.
    fn masked(self, words: [u64; 2], proof: [u64; 2]) -> [u64; 2] {
        let mask = |at: usize| key(self.seed ^ proof[at], &["mask"]);
        [words[0] ^ mask(0), words[1] ^ mask(1)]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TOKENS: fn() -> PagingTokens = || PagingTokens::of(7);

    proptest! {
        #[test]
        fn a_token_leads_back_to_its_place(next: u64, since in 0_i64..4_000_000_000_000) {
            let position = Position { next, since: SimTime::from_millis(since) };
            let token = TOKENS().token(position);
            prop_assert_eq!(token.len(), 56);
            prop_assert_eq!(TOKENS().position(&token), Some(position));
            prop_assert_eq!(TOKENS().position(token.trim_end_matches('=')), Some(position));
            prop_assert_eq!(PagingTokens::of(8).position(&token), None);
        }

        #[test]
        fn what_nobody_gave_leads_nowhere(text in "\\PC{0,80}", at in 0..52_usize, digit in b'A'..=b'Z') {
            prop_assert_eq!(TOKENS().position(&text), None);
            let token = TOKENS().token(Position { next: 5, since: SimTime::default() });
            let mut garbled = token.clone().into_bytes();
            garbled[at] = digit;
            let garbled = String::from_utf8(garbled).expect("digits");
            let wanted = (garbled == token).then_some(5);
            prop_assert_eq!(TOKENS().position(&garbled).map(|position| position.next), wanted);
        }
    }
}
