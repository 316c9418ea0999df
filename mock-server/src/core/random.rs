//! Keyed random streams: what is drawn depends on the seed and on names, never on who came first.
//!
//! There is no shared generator. A caller names what it draws for and gets a stream of its own.

use xxhash_rust::xxh3::Xxh3;

/// A stream of numbers that is the same for the same seed and names, on every machine.
#[derive(Clone, Debug)]
pub struct Stream {
    state: u64,
}

impl Stream {
    /// The stream that `seed` and `names` lead to. `["ab", "c"]` and `["a", "bc"]` differ.
    pub fn keyed(seed: u64, names: &[&str]) -> Self {
        Self { state: key(seed, names) }
    }

    /// The next 64 bits (SplitMix64).
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, by multiplication; `bound` 0 gives 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next_u64()) * u128::from(bound)) >> 64) as u64
    }

    /// `length` characters of `alphabet`, which must not be empty.
    pub fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length).map(|_| alphabet[self.below(alphabet.len() as u64) as usize] as char).collect()
    }

    /// Puts `items` into an order drawn from the stream.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u64 + 1) as usize);
        }
    }
}

/// The 64-bit key of `seed` and `names`.
pub fn key(seed: u64, names: &[&str]) -> u64 {
    let mut hasher = Xxh3::with_seed(seed);
    for name in names {
        hasher.update(&(name.len() as u64).to_le_bytes());
        hasher.update(name.as_bytes());
    }
    hasher.digest()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_names_give_equal_streams_and_other_names_give_others() {
        let first = |names: &[&str]| Stream::keyed(7, names).next_u64();
        assert_eq!(first(&["org", "a"]), first(&["org", "a"]));
        assert_ne!(first(&["ab", "c"]), first(&["a", "bc"]));
        assert_ne!(Stream::keyed(8, &["org", "a"]).next_u64(), first(&["org", "a"]));
    }

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut items: Vec<u32> = (0..100).collect();
        Stream::keyed(1, &["shuffle"]).shuffle(&mut items);
        assert_ne!(items, (0..100).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..100).collect::<Vec<_>>());
    }
}
