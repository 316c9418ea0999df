//! A set of records, as one value that is cheap to copy: a bit for each number, in segments that
//! copies share.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::number::RecordNumber;

/// Words in a segment.
const WORDS: usize = 64;

/// Numbers in a segment.
const SEGMENT: u64 = WORDS as u64 * 64;

/// Records by number.
#[derive(Clone, Default, Debug)]
pub struct RecordSet {
    /// By the number divided by [`SEGMENT`]; none is empty.
    segments: BTreeMap<u64, Arc<[u64; WORDS]>>,
    len: usize,
}

impl RecordSet {
    /// Adds a record; `false` if it was there.
    pub fn insert(&mut self, number: RecordNumber) -> bool {
        if self.contains(number) {
            return false;
        }
        let (segment, word, bit) = place(number);
        let segment = self.segments.entry(segment).or_insert_with(|| Arc::new([0; WORDS]));
        Arc::make_mut(segment)[word] |= bit;
        self.len += 1;
        true
    }

    /// Takes a record out; `false` if it was not there.
    pub fn remove(&mut self, number: RecordNumber) -> bool {
        if !self.contains(number) {
            return false;
        }
        let (place, word, bit) = place(number);
        if let Some(segment) = self.segments.get_mut(&place) {
            let words = Arc::make_mut(segment);
            words[word] &= !bit;
            if words.iter().all(|word| *word == 0) {
                self.segments.remove(&place);
            }
        }
        self.len -= 1;
        true
    }

    /// Whether a record is in it.
    pub fn contains(&self, number: RecordNumber) -> bool {
        let (segment, word, bit) = place(number);
        self.segments.get(&segment).is_some_and(|segment| segment[word] & bit != 0)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The records in the order of their numbers, from that number on.
    pub fn iter_from(&self, first: RecordNumber) -> impl Iterator<Item = RecordNumber> + '_ {
        let segments = self.segments.range(first.0 / SEGMENT..);
        let numbers = segments.flat_map(|(segment, words)| {
            let words = words.iter().enumerate();
            words.flat_map(move |(word, bits)| {
                let start = segment * SEGMENT + word as u64 * 64;
                let set = (0..64).filter(move |bit| bits >> bit & 1 == 1);
                set.map(move |bit| RecordNumber(start + bit))
            })
        });
        numbers.skip_while(move |number| *number < first)
    }
}

/// The segment of a number, the word in it, and the bit in that.
fn place(number: RecordNumber) -> (u64, usize, u64) {
    let within = number.0 % SEGMENT;
    (number.0 / SEGMENT, (within / 64) as usize, 1 << (within % 64))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::FIRST_STORED;
    use super::*;

    proptest! {
        #[test]
        fn a_set_holds_what_a_naive_one_holds(
            steps in proptest::collection::vec((any::<bool>(), 0..9000_u64), 0..200),
            first in 0..9000_u64,
        ) {
            let (mut set, mut naive) = (RecordSet::default(), BTreeSet::new());
            for (comes, number) in steps {
                // Half of them lie where stored records do.
                let number = RecordNumber(if number % 2 == 0 { number } else { FIRST_STORED + number });
                if comes {
                    prop_assert_eq!(set.insert(number), naive.insert(number));
                } else {
                    prop_assert_eq!(set.remove(number), naive.remove(&number));
                }
                prop_assert_eq!(set.contains(number), naive.contains(&number));
            }
            let first = RecordNumber(first);
            let all: Vec<RecordNumber> = set.iter_from(first).collect();
            prop_assert_eq!(all, naive.range(first..).copied().collect::<Vec<_>>());
            prop_assert_eq!((set.len(), set.is_empty()), (naive.len(), naive.is_empty()));
        }
    }

    #[test]
    fn a_copy_stays_as_it_was() {
        let mut set = RecordSet::default();
        set.insert(RecordNumber(7));
        let copy = set.clone();
        set.remove(RecordNumber(7));
        set.insert(RecordNumber(8));
        assert_eq!(copy.iter_from(RecordNumber(0)).collect::<Vec<_>>(), [RecordNumber(7)]);
    }
}
