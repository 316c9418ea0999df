//! Salesforce record ids: a key prefix, the org's pod and a number, in 15 or 18 characters.
//!
//! An id holds the record's number, so no table from ids to records is needed. An id of another org
//! has another pod and is therefore unknown here.

use std::fmt;

use super::schema::KeyPrefix;
use crate::core::id_text::{IdText, digit_at, with_check};
use crate::core::random::Stream;

/// An id in its 18-character form.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Id([u8; 18]);

impl Id {
    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }

    /// The first 15 characters, which tell upper from lower case.
    pub fn short(&self) -> &str {
        &self.as_str()[..15]
    }

    /// Reads 15 or 18 characters; of 18 the last three must be the checksum of the others.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if !matches!(bytes.len(), 15 | 18) || !bytes.iter().all(u8::is_ascii_alphanumeric) {
            return None;
        }
        let mut id = [0_u8; 18];
        id[..15].copy_from_slice(&bytes[..15]);
        let id = Self(with_check(id));
        (bytes.len() == 15 || id.0[15..].eq_ignore_ascii_case(&bytes[15..])).then_some(id)
    }

    /// The first three characters, which name the object.
    pub fn prefix(&self) -> &str {
        &self.as_str()[..3]
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The ids of one org.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IdSpace {
    pod: [u8; 3],
    /// What is added to each number: the digits have room for more than numbers need.
    base: u64,
}

/// Numbers are below this: generated rows below 2^40, stored ones from there on.
const NUMBERS: u64 = 1 << 41;

/// How many bases there are; all numbers above all bases still fit nine digits.
const BASES: u64 = 1 << 12;

impl IdSpace {
    /// The id space that the seed and the org's name lead to.
    pub fn of_org(seed: u64, org: &str) -> Self {
        let mut stream = Stream::keyed(seed, &["salesforce pod", org]);
        let mut pod = *b"000";
        for place in &mut pod {
            *place = digit_at(stream.below(62) as usize);
        }
        Self { pod, base: stream.below(BASES) * NUMBERS }
    }

    /// The ids of the object with that prefix, as text.
    pub fn text(&self, prefix: KeyPrefix) -> IdText {
        let mut head = [0_u8; 6];
        head[..3].copy_from_slice(&prefix.bytes());
        head[3..].copy_from_slice(&self.pod);
        IdText::new(head, self.base)
    }

    /// The id of record `number` of the object with that prefix.
    pub fn id(&self, prefix: KeyPrefix, number: u64) -> Id {
        debug_assert!(number < NUMBERS, "a record number has at most 41 bits");
        Id(self.text(prefix).of(number))
    }

    /// The number of an id of this org; `None` for an id of another one.
    pub fn number(&self, id: &Id) -> Option<u64> {
        let prefix = KeyPrefix::from_text(id.prefix())?;
        self.text(prefix).number(&id.0).filter(|number| *number < NUMBERS)
    }
}

/// Whether a word of an answer is an id, as far as can be told: a word of 15 letters is none.
pub fn looks_like_id(word: &str) -> bool {
    Id::parse(word).is_some_and(|_| word.len() == 18 || word.bytes().any(|b| b.is_ascii_digit()))
}

/// The id of an org itself: its number comes from the seed and the name, so that no two orgs of a
/// server share it and it does not depend on which org was opened first.
pub fn org_id(seed: u64, org: &str) -> Id {
    let mut stream = Stream::keyed(seed, &["salesforce org id", org]);
    IdSpace::of_org(seed, org).id(KeyPrefix::ORGANIZATION, stream.below(NUMBERS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_carries_its_number_in_both_lengths() {
        let space = IdSpace::of_org(1, "a");
        let id = space.id(KeyPrefix::USER, (1 << 40) + 12_345);
        assert_eq!(id.as_str().len(), 18);
        for text in [id.as_str(), id.short()] {
            let read = Id::parse(text).expect("an id");
            assert_eq!(read, id);
            assert_eq!(space.number(&read), Some((1 << 40) + 12_345));
        }
        assert_eq!(IdSpace::of_org(1, "b").number(&id), None);
    }

    #[test]
    fn the_checksum_is_the_documented_one() {
        // Source: ids in the guide's samples, where both forms stand side by side.
        assert_eq!(
            Id::parse("0015000000KUkGr").map(|id| id.to_string()),
            Some("0015000000KUkGrAAL".into())
        );
        assert!(Id::parse("0015000000KUkGrAAA").is_none());
        assert!(Id::parse("0015000000KUkG!").is_none());
    }
}
