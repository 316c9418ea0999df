//! Tokens that lead to the next page: opaque, and good for the call that gave them only.
//!
//! In the shape of the documented ones (A:leads, A:activities): 16 bytes in base 32, padded with `=`,
//! which clients must encode in a URL.

use super::errors::ApiError;
use super::request::Params;
use super::world::World;
use crate::core::base32;
use crate::core::random::key;

/// The tokens of one call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct PageTokens {
    key: u64,
}

impl PageTokens {
    /// The tokens of a call that is told by its name and all that must be the same from page to page.
    fn of(seed: u64, names: &[&str]) -> Self {
        let names: Vec<&str> = ["page"].iter().chain(names).copied().collect();
        Self { key: key(seed, &names) }
    }

    /// A token that leads to `next`.
    fn token(self, next: u64) -> String {
        let said = u128::from(self.hidden(next)) << 64 | u128::from(self.proof(next));
        base32::encode(&said.to_be_bytes())
    }

    /// Where a token leads; `None` for one that this call did not give.
    fn read(self, token: &str) -> Option<u64> {
        let said = u128::from_be_bytes(base32::decode(token)?);
        let next = self.hidden((said >> 64) as u64);
        (self.proof(next) == said as u64).then_some(next)
    }

    /// A number and back.
    fn hidden(self, number: u64) -> u64 {
        number ^ self.key.rotate_left(23)
    }

    fn proof(self, next: u64) -> u64 {
        key(self.key ^ next.rotate_left(7), &["page token"])
    }
}

/// A page that a call asks for.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    tokens: PageTokens,
    /// The number of the first item that may be on it.
    pub first: u64,
    /// How many items it has at most.
    pub size: usize,
}

impl Paging {
    /// Reads `nextPageToken` and `batchSize`. `names` tell the call and all that must be the same from
    /// page to page; `most` is also what a page has unless asked otherwise.
    ///
    /// # Errors
    /// 1001 for a size that is no number; 1003 for a token that this call did not give, whose text is
    /// a setting.
    pub fn read(
        world: &World,
        params: &Params,
        names: &[&str],
        most: usize,
    ) -> Result<Self, ApiError> {
        let tokens = PageTokens::of(world.seed, names);
        let refused = || ApiError::invalid_data(&world.settings.messages.invalid_page_token);
        let first = match params.get("nextPageToken") {
            Some(token) => tokens.read(token).ok_or_else(refused)?,
            None => 0,
        };
        Ok(Self { tokens, first, size: params.page_size("batchSize", most, most)? })
    }

    /// The page among items with ascending numbers, and the token of the next one if there is one.
    pub fn page<T>(self, items: impl Iterator<Item = (u64, T)>) -> (Vec<T>, Option<String>) {
        let mut rest = items.skip_while(|(number, _)| *number < self.first);
        let page = rest.by_ref().take(self.size).map(|(_, item)| item).collect();
        (page, rest.next().map(|(number, _)| self.tokens.token(number)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_leads_on_in_its_own_call_and_nowhere_else() {
        let (mine, other) = (PageTokens::of(1, &["lists"]), PageTokens::of(1, &["leads"]));
        for next in [0, 1, 300, u64::from(u32::MAX), 1 << 40, u64::MAX] {
            let token = mine.token(next);
            assert_eq!(token.len(), 32);
            assert!(token.ends_with("======"), "{token}");
            assert_eq!(mine.read(&token), Some(next));
            assert_eq!(mine.read(token.trim_end_matches('=')), Some(next));
            assert_eq!(other.read(&token), None);
        }
    }

    #[test]
    fn what_is_no_token_is_refused() {
        let tokens = PageTokens::of(1, &["lists"]);
        let good = tokens.token(7);
        let garbled = good.replacen(&good[..1], if good.starts_with('A') { "B" } else { "A" }, 1);
        for token in ["", "=", "x", "ÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖ", &good.to_lowercase(), &garbled]
        {
            assert_eq!(tokens.read(token), None, "{token}");
        }
    }
}
