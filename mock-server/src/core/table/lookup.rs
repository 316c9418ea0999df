//! From a value to the records that hold it: through indexes, and through the generator for rows
//! whose field nobody wrote over.
//!
//! The two never offer the same record: an index holds a generated row exactly while a layer says
//! something of its field.

use super::index::{Index, fold_hash, same_folded};
use super::number::RecordNumber;
use super::source::FieldId;
use super::store::Table;
use super::view::Written;

impl Table {
    /// The records that are not deleted and hold `key` in `field`, letter case ignored.
    ///
    /// Fields without an index of their own get one at the first call. Where a generator holds the
    /// field and has no way back from its values, all generated rows are looked at.
    pub fn find(&mut self, field: FieldId, key: &[u8]) -> Vec<RecordNumber> {
        self.ensure_index(field);
        self.find_indexed(field, key, fold_hash(key))
    }

    /// Whether [`Table::find_indexed`] finds records by this field without looking at all.
    pub fn has_index(&self, field: FieldId) -> bool {
        let scans = |generated: &std::sync::Arc<crate::core::generate::Generator>| {
            generated.has(field) && !generated.is_invertible(field)
        };
        self.index(field).is_some() && !self.generator().is_some_and(scans)
    }

    /// Whether a record may hold a key with that [`fold_hash`]; `false` is certain.
    pub fn may_hold(&self, field: FieldId, hash: u64) -> bool {
        self.generator().is_some_and(|generated| generated.has(field))
            || self.index(field).is_some_and(|index| index.candidates(hash).next().is_some())
    }

    /// As [`Table::find`], for a field with an index and with the key's [`fold_hash`] known.
    pub fn find_indexed(&self, field: FieldId, key: &[u8], hash: u64) -> Vec<RecordNumber> {
        let mut found = self.find_generated(field, key);
        if let Some(index) = self.index(field) {
            found.extend(index.candidates(hash).filter(|number| self.holds(*number, field, key)));
        }
        found
    }

    /// Generated rows that hold `key` because nobody said otherwise.
    fn find_generated(&self, field: FieldId, key: &[u8]) -> Vec<RecordNumber> {
        let Some(generator) = self.generator() else { return Vec::new() };
        let rows = generator.find(field, key).into_iter();
        let unwritten = |number: &RecordNumber| {
            self.get(*number).is_some_and(|view| {
                !view.is_deleted() && matches!(view.laid(field), Written::Never)
            })
        };
        let exact = self.exact.contains(&field);
        rows.map(|row| RecordNumber(u64::from(row)))
            .filter(unwritten)
            .filter(|number| !exact || self.holds(*number, field, key))
            .collect()
    }

    fn holds(&self, number: RecordNumber, field: FieldId, key: &[u8]) -> bool {
        let exact = self.exact.contains(&field);
        self.get(number)
            .and_then(|view| view.cell(field))
            .is_some_and(|cell| if exact { *cell == *key } else { same_folded(&cell, key) })
    }

    fn index(&self, field: FieldId) -> Option<&Index> {
        self.indexes.iter().find(|index| index.field() == field)
    }

    /// Gives a field an index, unless it has one.
    pub fn ensure_index(&mut self, field: FieldId) {
        if self.index(field).is_some() {
            return;
        }
        let mut index = Index::new(field);
        for view in self.written_records() {
            if let Some(hash) = self.key_of(view.number(), field) {
                index.insert(hash, view.number());
            }
        }
        self.indexes.push(index);
    }

    pub(super) fn keys_of(&self, number: RecordNumber, indexes: &[usize]) -> Vec<Option<u64>> {
        indexes.iter().map(|place| self.key_of(number, self.indexes[*place].field())).collect()
    }

    /// The key under which an index has a record, if it has it.
    fn key_of(&self, number: RecordNumber, field: FieldId) -> Option<u64> {
        let view = self.get(number).filter(|view| !view.is_deleted())?;
        let written = match number.row() {
            Some(_) => view.laid(field),
            None => view.written(field),
        };
        match written {
            Written::Value(value) => Some(fold_hash(&value)),
            Written::Null | Written::Never => None,
        }
    }

    pub(super) fn reindex(
        &mut self,
        number: RecordNumber,
        indexes: &[usize],
        before: &[Option<u64>],
    ) {
        let after = self.keys_of(number, indexes);
        for (place, (before, after)) in indexes.iter().zip(before.iter().zip(after)) {
            let index = &mut self.indexes[*place];
            if *before != after {
                if let Some(hash) = before {
                    index.remove(*hash, number);
                }
                if let Some(hash) = after {
                    index.insert(hash, number);
                }
            }
        }
    }
}
