//! Marketo's ids: numbers for leads and batches, GUIDs for exports and custom objects.
//!
//! A GUID holds its number, scrambled with the instance's seed, so that nothing needs to be kept to
//! find what it names. Source: lead ids are integers, export ids UUIDs of version 4 in lower case
//! (0.11, documented and recorded).

use uuid::Uuid;

use crate::core::random::key;
use crate::core::table::{FIRST_STORED, RecordNumber};

/// Lead ids from here on belong to generated rows.
const FIRST_GENERATED_ID: u64 = 1_000_000_001;

/// Rounds of the scramble; four make a permutation that no pattern shows through.
const ROUNDS: u64 = 4;

/// The id of the record of that number, as leads and memberships show it.
///
/// Stored records count from 1, so that a fresh instance has small ids; generated ones follow far
/// behind.
pub fn record_id(number: RecordNumber) -> u64 {
    match number.0.checked_sub(FIRST_STORED) {
        Some(position) => position + 1,
        None => FIRST_GENERATED_ID + number.0,
    }
}

/// The number of the record with that id, whether there is one or not.
pub fn record_number(id: u64) -> Option<RecordNumber> {
    match id.checked_sub(FIRST_GENERATED_ID) {
        Some(row) => Some(RecordNumber(row)),
        None => id.checked_sub(1).map(|position| RecordNumber(FIRST_STORED + position)),
    }
}

/// GUIDs of one kind of thing in one instance.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Guids {
    key: u64,
}

impl Guids {
    /// The GUIDs of `kind`, such as `export`.
    pub fn of(seed: u64, kind: &str) -> Self {
        Self { key: key(seed, &["guid", kind]) }
    }

    /// The GUID of a number below 2^48.
    pub fn guid(self, number: u64) -> Uuid {
        let head = self.scrambled(number);
        let tail = self.proof(number);
        uuid::Builder::from_random_bytes((u128::from(head) << 80 | tail).to_be_bytes()).into_uuid()
    }

    /// The number in a GUID, if it is one of these; letter case is ignored.
    pub fn number(self, guid: &str) -> Option<u64> {
        let guid = Uuid::try_parse(guid).ok().filter(|_| guid.len() == 36)?;
        let number = self.unscrambled((guid.as_u128() >> 80) as u64);
        (self.guid(number) == guid).then_some(number)
    }

    /// The other 80 bits, which say that the first 48 were not made up.
    fn proof(self, number: u64) -> u128 {
        let half = |name: &str| u128::from(key(self.key ^ number, &["proof", name]));
        (half("high") << 64 | half("low")) & ((1 << 80) - 1)
    }

    /// A permutation of the 48-bit numbers (a Feistel network on halves of 24 bits).
    fn scrambled(self, number: u64) -> u64 {
        let (mut left, mut right) = (number >> 24 & HALF, number & HALF);
        for round in 0..ROUNDS {
            (left, right) = (right, left ^ self.round(round, right));
        }
        left << 24 | right
    }

    fn unscrambled(self, scrambled: u64) -> u64 {
        let (mut left, mut right) = (scrambled >> 24 & HALF, scrambled & HALF);
        for round in (0..ROUNDS).rev() {
            (left, right) = (right ^ self.round(round, left), left);
        }
        left << 24 | right
    }

    fn round(self, round: u64, half: u64) -> u64 {
        let mixed = (self.key ^ (round << 24 | half)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed >> 32) & HALF
    }
}

const HALF: u64 = 0xff_ffff;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guid_leads_back_to_its_number_and_to_no_other_kind() {
        let (exports, cars) = (Guids::of(7, "export"), Guids::of(7, "car_c"));
        for number in [0, 1, 77, FIRST_STORED, FIRST_STORED + 123_456, (1 << 48) - 1] {
            let guid = exports.guid(number).to_string();
            assert_eq!(exports.number(&guid), Some(number), "{guid}");
            assert_eq!(exports.number(&guid.to_uppercase()), Some(number));
            assert_eq!(cars.number(&guid), None);
            assert_eq!(guid.as_bytes()[14], b'4');
        }
        assert_eq!(exports.number("no-guid"), None);
    }

    #[test]
    fn stored_records_count_from_one_and_generated_ones_follow_far_behind() {
        for (number, id) in [(FIRST_STORED, 1), (FIRST_STORED + 41, 42), (0, 1_000_000_001)] {
            assert_eq!(record_id(RecordNumber(number)), id);
            assert_eq!(record_number(id), Some(RecordNumber(number)));
        }
        assert_eq!(record_number(0), None);
    }
}
