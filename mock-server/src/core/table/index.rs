//! From a key to the records that hold it: hashes only, in shards that forks share.
//!
//! Records that are generated rows are here when the field was written over, with a bit that tells
//! them from stored ones. No key is copied: an entry is a hash and a record, and the caller compares
//! the record's own cell.

use std::sync::Arc;

use hashbrown::HashTable;
use xxhash_rust::xxh3::xxh3_64;

use super::number::{Place, RecordNumber};
use super::source::FieldId;

/// The first write after a fork copies one of these many.
const SHARDS: usize = 64;

/// Tells a generated row from the place of a stored record; both are below it.
const GENERATED: u32 = 1 << 31;

#[derive(Clone, Copy)]
struct Entry {
    hash: u32,
    record: u32,
}

/// The records of a table by the value of one field.
#[derive(Clone)]
pub(super) struct Index {
    field: FieldId,
    /// Empty until the first entry: most tables of most orgs stay empty.
    shards: Vec<Arc<HashTable<Entry>>>,
}

impl Index {
    pub(super) fn new(field: FieldId) -> Self {
        Self { field, shards: Vec::new() }
    }

    pub(super) fn field(&self) -> FieldId {
        self.field
    }

    pub(super) fn insert(&mut self, hash: u64, record: RecordNumber) {
        let record = pack(record);
        if self.shards.is_empty() {
            self.shards.resize_with(SHARDS, Arc::default);
        }
        let (shard, short) = place(hash);
        let entry = Entry { hash: short, record };
        Arc::make_mut(&mut self.shards[shard])
            .insert_unique(spread(short), entry, |entry| spread(entry.hash));
    }

    pub(super) fn remove(&mut self, hash: u64, record: RecordNumber) {
        let record = pack(record);
        let (shard, short) = place(hash);
        let Some(shard) = self.shards.get_mut(shard) else { return };
        let found = Arc::make_mut(shard)
            .find_entry(spread(short), |entry| entry.record == record && entry.hash == short);
        if let Ok(entry) = found {
            entry.remove();
        }
    }

    /// Records whose key has this hash; the caller compares the keys themselves.
    pub(super) fn candidates(&self, hash: u64) -> impl Iterator<Item = RecordNumber> + '_ {
        let (shard, short) = place(hash);
        let entries = self.shards.get(shard).map(move |shard| shard.iter_hash(spread(short)));
        entries
            .into_iter()
            .flatten()
            .filter(move |entry| entry.hash == short)
            .map(|e| unpack(e.record))
    }

    pub(super) fn bytes(&self) -> usize {
        self.shards.iter().map(|shard| shard.allocation_size()).sum()
    }
}

fn pack(record: RecordNumber) -> u32 {
    match record.place() {
        Place::Generated(row) => row | GENERATED,
        Place::Stored(position) => {
            debug_assert!(position < GENERATED as usize, "a table has 2^31 stored records at most");
            position as u32
        }
    }
}

fn unpack(record: u32) -> RecordNumber {
    match record & GENERATED {
        0 => RecordNumber::stored(record as usize),
        _ => RecordNumber(u64::from(record & !GENERATED)),
    }
}

/// The shard of a hash and the half of it that is kept.
fn place(hash: u64) -> (usize, u32) {
    ((hash >> 32) as usize % SHARDS, hash as u32)
}

/// The table wants well spread high and low bits; half a hash has only the low ones.
fn spread(short: u32) -> u64 {
    u64::from(short).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// A hash that is equal for keys which differ in letter case only.
pub fn fold_hash(key: &[u8]) -> u64 {
    let mut short = [0_u8; 128];
    if key.is_ascii() && key.len() <= short.len() {
        let folded = &mut short[..key.len()];
        folded.copy_from_slice(key);
        folded.make_ascii_lowercase();
        xxh3_64(folded)
    } else {
        xxh3_64(&fold(key))
    }
}

/// Whether two keys are equal, letter case ignored.
pub fn same_folded(a: &[u8], b: &[u8]) -> bool {
    a == b || a.eq_ignore_ascii_case(b) || (!a.is_ascii() && fold(a) == fold(b))
}

/// A text without letter case: what is equal in this form is one key.
///
/// Character by character: what a final sigma becomes depends on what stands around it, and then the
/// two spellings of one key would differ.
pub fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

fn fold(key: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(key) {
        Ok(text) => folded(text).into_bytes(),
        Err(_) => key.to_ascii_lowercase(),
    }
}
