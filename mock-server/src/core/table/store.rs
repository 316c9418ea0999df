//! Records of one object: references to uploaded rows, with indexes, cheap to fork.
//!
//! A record holds no cells. It points at the row it came from and at the rows that changed it since;
//! cells are decoded when looked at. Records lie in shared segments and index shards are shared too,
//! so a clone of a table is one reference count per segment and shard, and the first write after it
//! copies one segment. The file knows fields by number only: names, types and rules are the
//! provider's.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::index::{Index, fold_hash, same_folded};
use super::number::{Commit, CommitId, RecordNumber};
use super::packed::Packed;
use super::record::{Layer, OwnCell, Record, RowRef};
use super::source::{FieldId, Source, SourceId};
use super::view::{View, Written};
use crate::core::csv::Delimiter;
use crate::core::rows::Upload;
use crate::core::time::SimTime;

/// How many records one shared segment holds.
const SEGMENT_RECORDS: usize = 4096;

/// A change of a record rewrites its layers into cells of their own beyond this many.
const LAYERS_MAX: usize = 8;

/// All records of one object in one org.
#[derive(Clone, Default)]
pub struct Table {
    segments: Vec<Arc<Vec<Record>>>,
    records: usize,
    deleted: usize,
    sources: Vec<Arc<Source>>,
    /// A source without columns, for records whose cells stand in no upload.
    blank: Option<SourceId>,
    /// How many references records hold to rows of each source.
    referred: Vec<u32>,
    pub(super) commits: Vec<Commit>,
    /// Those kept from the start, then those made when a field was first looked up by.
    indexes: Vec<Index>,
    indexed_from_start: usize,
    /// Fields whose keys tell letter case apart.
    exact: BTreeSet<FieldId>,
    /// Fields that any row or cell may give a value.
    written_fields: BTreeSet<FieldId>,
}

impl Table {
    /// An empty table that keeps an index of each field in `indexed`.
    pub fn new(indexed: impl IntoIterator<Item = FieldId>) -> Self {
        let indexes: Vec<Index> = indexed.into_iter().map(Index::new).collect();
        Self { indexed_from_start: indexes.len(), indexes, ..Self::default() }
    }

    /// Lets the keys of these fields tell letter case apart; those of all others ignore it.
    pub fn with_exact_keys(mut self, fields: impl IntoIterator<Item = FieldId>) -> Self {
        self.exact.extend(fields);
        self
    }

    /// How many records there are, deleted ones left out.
    pub fn len(&self) -> usize {
        self.records - self.deleted
    }

    /// How many records were ever made, deleted ones included.
    pub fn total(&self) -> usize {
        self.records
    }

    /// Whether no record is left.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The fields that have an index from the start, in the order in which keys are passed.
    pub fn indexed(&self) -> impl Iterator<Item = FieldId> + '_ {
        self.indexes[..self.indexed_from_start].iter().map(Index::field)
    }

    /// Takes in an upload that records will refer to.
    pub fn add_source(&mut self, source: Arc<Source>) -> SourceId {
        self.written_fields.extend(source.fields());
        self.sources.push(source);
        self.referred.push(0);
        SourceId::at(self.sources.len() - 1)
    }

    /// Notes a write at `at` by `by`; equal writes in a row share one note.
    pub fn commit(&mut self, at: SimTime, by: u64) -> CommitId {
        let commit = Commit { at, by };
        if self.commits.last() != Some(&commit) {
            self.commits.push(commit);
        }
        CommitId(self.commits.len() as u32 - 1)
    }

    /// What was noted under `id`.
    pub fn commit_at(&self, id: CommitId) -> Commit {
        self.commits[id.0 as usize]
    }

    /// Whether any row or cell may ever have given `field` a value; `false` is certain.
    pub fn writes(&self, field: FieldId) -> bool {
        self.written_fields.contains(&field)
    }

    /// Adds a record. `keys` are the [`fold_hash`]es of its indexed fields, in the order of
    /// [`Table::indexed`], `None` where the field is empty.
    pub fn insert(
        &mut self,
        row: RowRef,
        commit: CommitId,
        cells: Vec<OwnCell>,
        keys: &[Option<u64>],
    ) -> RecordNumber {
        self.written_fields.extend(cells.iter().map(|(field, _)| *field));
        self.put(Record::new(row, commit, cells), keys)
    }

    /// As [`Table::insert`], for a record whose cells stand in no upload.
    pub fn insert_cells(
        &mut self,
        commit: CommitId,
        cells: &[OwnCell],
        keys: &[Option<u64>],
    ) -> RecordNumber {
        let cells = self.pack(cells);
        let blank = match self.blank {
            Some(blank) => blank,
            None => {
                let nothing = Upload::from_rows(b"", [].into_iter(), Delimiter::Comma);
                self.add_source(Arc::new(Source::new(Arc::new(nothing), &[], b"")))
            }
        };
        self.blank = Some(blank);
        self.put(Record::of_cells(RowRef { source: blank, row: 0 }, commit, cells), keys)
    }

    fn pack(&mut self, cells: &[OwnCell]) -> Packed {
        self.written_fields.extend(cells.iter().map(|(field, _)| *field));
        Packed::of(cells.iter().map(|(field, value)| (*field, value.as_deref())))
    }

    fn put(&mut self, record: Record, keys: &[Option<u64>]) -> RecordNumber {
        let position = self.records;
        self.referred[record.row().source.position()] += 1;
        if position.is_multiple_of(SEGMENT_RECORDS) {
            self.segments.push(Arc::new(Vec::with_capacity(if position == 0 {
                0
            } else {
                SEGMENT_RECORDS
            })));
        }
        if let Some(segment) = self.segments.last_mut() {
            Arc::make_mut(segment).push(record);
        }
        self.records += 1;
        for (index, key) in self.indexes.iter_mut().zip(keys) {
            if let Some(hash) = key {
                index.insert(*hash, position as u32);
            }
        }
        let number = RecordNumber::stored(position);
        for place in self.indexed_from_start..self.indexes.len() {
            let field = self.indexes[place].field();
            if let Some(hash) = self.key_of(number, field) {
                self.indexes[place].insert(hash, position as u32);
            }
        }
        number
    }

    /// Changes a record by a row and by cells of its own, both over what was there.
    ///
    /// `matched_by` is the field whose value in the row is known to be the record's already.
    pub fn change(
        &mut self,
        number: RecordNumber,
        row: RowRef,
        commit: CommitId,
        cells: Vec<OwnCell>,
        matched_by: Option<FieldId>,
    ) {
        let mut layers = Vec::with_capacity(1 + cells.len());
        layers.push(Layer::Row(row));
        layers.extend(cells.into_iter().map(Layer::Cell));
        self.lay_over(number, commit, layers, matched_by);
    }

    /// As [`Table::change`], for cells that stand in no upload.
    pub fn change_cells(
        &mut self,
        number: RecordNumber,
        commit: CommitId,
        cells: &[OwnCell],
        matched_by: Option<FieldId>,
    ) {
        let layer = Layer::Cells(self.pack(cells));
        self.lay_over(number, commit, vec![layer], matched_by);
    }

    /// Changes single cells of a record; `None` is null.
    pub fn set_cells(&mut self, number: RecordNumber, commit: CommitId, cells: Vec<OwnCell>) {
        self.lay_over(number, commit, cells.into_iter().map(Layer::Cell).collect(), None);
    }

    fn lay_over(
        &mut self,
        number: RecordNumber,
        commit: CommitId,
        layers: Vec<Layer>,
        matched_by: Option<FieldId>,
    ) {
        // Reading keys costs more than all the rest, so only those that may change are read.
        let touched = |index: &Index| {
            let field = index.field();
            Some(field) != matched_by
                && layers.iter().any(|layer| match layer {
                    Layer::Row(row) => self.source(*row).has(field),
                    Layer::Cell((of, _)) => *of == field,
                    Layer::Cells(cells) => cells.get(field).is_some(),
                })
        };
        let touched: Vec<usize> =
            (0..self.indexes.len()).filter(|place| touched(&self.indexes[*place])).collect();
        let before = self.keys_of(number, &touched);
        let own = layers.iter().filter_map(|layer| match layer {
            Layer::Cell((field, _)) => Some(*field),
            Layer::Row(_) | Layer::Cells(_) => None,
        });
        self.written_fields.extend(own);
        for layer in &layers {
            if let Layer::Row(row) = layer {
                self.referred[row.source.position()] += 1;
            }
        }
        let Some(record) = self.record_mut(number) else { return };
        record.change(commit, layers);
        if record.changed_by().len() > LAYERS_MAX {
            self.flatten(number);
        }
        self.reindex(number, &touched, &before);
    }

    /// Marks a record as deleted. It stays readable, and leaves the indexes.
    pub fn delete(&mut self, number: RecordNumber, commit: CommitId) {
        let all: Vec<usize> = (0..self.indexes.len()).collect();
        let before = self.keys_of(number, &all);
        let Some(record) = self.record_mut(number) else { return };
        if !record.is_deleted() {
            record.delete(commit);
            self.deleted += 1;
            self.reindex(number, &all, &before);
        }
    }

    /// The record of that number, deleted or not.
    pub fn get(&self, number: RecordNumber) -> Option<View<'_>> {
        let position = number.position()?;
        let record =
            self.segments.get(position / SEGMENT_RECORDS)?.get(position % SEGMENT_RECORDS)?;
        Some(View { table: self, record, number })
    }

    /// All records in the order of their numbers, deleted ones included.
    pub fn iter(&self) -> impl Iterator<Item = View<'_>> {
        let records = self.segments.iter().flat_map(|segment| segment.iter());
        records.enumerate().map(|(position, record)| View {
            table: self,
            record,
            number: RecordNumber::stored(position),
        })
    }

    /// Whether a look-up by that field needs no look at all records.
    pub fn has_index(&self, field: FieldId) -> bool {
        self.indexes.iter().any(|index| index.field() == field)
    }

    /// How many records from that number on were made by nobody and changed by nobody.
    pub fn untouched_from(&self, _first: RecordNumber) -> u32 {
        0
    }

    /// Whether no record was ever made or changed.
    pub fn is_untouched(&self) -> bool {
        self.records == 0
    }

    /// Whether the values of that field ascend with the numbers of records nobody changed.
    pub fn ascends(&self, _field: FieldId) -> bool {
        false
    }

    /// As [`Table::iter`], from the record of that number on.
    pub fn iter_from(&self, first: RecordNumber) -> impl Iterator<Item = View<'_>> {
        let position = first.position().unwrap_or(0);
        let segments = self.segments.iter().skip(position / SEGMENT_RECORDS);
        let records = segments.flat_map(|segment| segment.iter()).skip(position % SEGMENT_RECORDS);
        (position..).zip(records).map(|(position, record)| View {
            table: self,
            record,
            number: RecordNumber::stored(position),
        })
    }

    /// The records that are not deleted and hold `key` in `field`, letter case ignored.
    ///
    /// Fields without an index of their own get one at the first call.
    pub fn find(&mut self, field: FieldId, key: &[u8]) -> Vec<RecordNumber> {
        if !self.indexes.iter().any(|index| index.field() == field) {
            let index = self.build_index(field);
            self.indexes.push(index);
        }
        self.find_indexed(field, key, fold_hash(key))
    }

    /// Whether a record may hold a key with that [`fold_hash`]; `false` is certain.
    pub fn may_hold(&self, field: FieldId, hash: u64) -> bool {
        let index = self.indexes.iter().find(|index| index.field() == field);
        index.is_some_and(|index| index.candidates(hash).next().is_some())
    }

    /// As [`Table::find`], for a field with an index and with the key's [`fold_hash`] known.
    pub fn find_indexed(&self, field: FieldId, key: &[u8], hash: u64) -> Vec<RecordNumber> {
        let Some(index) = self.indexes.iter().find(|index| index.field() == field) else {
            return Vec::new();
        };
        let numbers =
            index.candidates(hash).map(|position| RecordNumber::stored(position as usize));
        numbers.filter(|number| self.holds(*number, field, key)).collect()
    }

    /// Lets go of the rows of a source that no record refers to any more: if fewer than half are
    /// still referred to, the others are dropped from memory.
    pub fn compact(&mut self, id: SourceId) {
        let Some(source) = self.sources.get(id.position()).cloned() else { return };
        let rows = source.upload().row_count();
        if self.referred[id.position()].saturating_mul(2) >= rows {
            return;
        }
        let mut used: Vec<u32> = self.rows_of(id).collect();
        used.sort_unstable();
        used.dedup();
        self.sources[id.position()] = Arc::new(source.rewrite(&used));
        let place = |row: u32| used.binary_search(&row).map_or(row, |place| place as u32);
        for segment in &mut self.segments {
            if segment.iter().any(|record| record.refers_to(id)) {
                for record in Arc::make_mut(segment) {
                    record.renumber(id, &place);
                }
            }
        }
    }

    /// The bytes of memory that records and indexes take, beyond the uploaded rows themselves.
    pub fn overhead_bytes(&self) -> usize {
        let records = self.segments.iter().map(|segment| {
            segment.capacity() * size_of::<Record>()
                + segment.iter().map(Record::change_bytes).sum::<usize>()
        });
        records.sum::<usize>() + self.indexes.iter().map(Index::bytes).sum::<usize>()
    }

    fn rows_of(&self, id: SourceId) -> impl Iterator<Item = u32> + '_ {
        let records = self.segments.iter().flat_map(|segment| segment.iter());
        records.flat_map(Record::rows).filter(move |row| row.source == id).map(|row| row.row)
    }

    fn record_mut(&mut self, number: RecordNumber) -> Option<&mut Record> {
        let position = number.position()?;
        let segment = self.segments.get_mut(position / SEGMENT_RECORDS)?;
        Arc::make_mut(segment).get_mut(position % SEGMENT_RECORDS)
    }

    fn holds(&self, number: RecordNumber, field: FieldId, key: &[u8]) -> bool {
        let exact = self.exact.contains(&field);
        self.get(number)
            .and_then(|view| view.cell(field))
            .is_some_and(|cell| if exact { *cell == *key } else { same_folded(&cell, key) })
    }

    fn keys_of(&self, number: RecordNumber, indexes: &[usize]) -> Vec<Option<u64>> {
        indexes.iter().map(|place| self.key_of(number, self.indexes[*place].field())).collect()
    }

    fn key_of(&self, number: RecordNumber, field: FieldId) -> Option<u64> {
        let view = self.get(number).filter(|view| !view.is_deleted())?;
        view.cell(field).map(|cell| fold_hash(&cell))
    }

    fn reindex(&mut self, number: RecordNumber, indexes: &[usize], before: &[Option<u64>]) {
        let after = self.keys_of(number, indexes);
        let Some(position) = number.position() else { return };
        for (place, (before, after)) in indexes.iter().zip(before.iter().zip(after)) {
            let index = &mut self.indexes[*place];
            if *before != after {
                if let Some(hash) = before {
                    index.remove(*hash, position as u32);
                }
                if let Some(hash) = after {
                    index.insert(hash, position as u32);
                }
            }
        }
    }

    fn build_index(&self, field: FieldId) -> Index {
        let mut index = Index::new(field);
        for (position, view) in self.iter().enumerate().filter(|(_, view)| !view.is_deleted()) {
            if let Some(cell) = view.cell(field) {
                index.insert(fold_hash(&cell), position as u32);
            }
        }
        index
    }

    /// Turns the layers of a much changed record into cells of its own.
    fn flatten(&mut self, number: RecordNumber) {
        let Some(view) = self.get(number) else { return };
        let mut fields: Vec<FieldId> = Vec::new();
        for layer in view.record.changed_by() {
            match layer {
                Layer::Row(row) => fields.extend(self.source(*row).fields()),
                Layer::Cell((field, _)) => fields.push(*field),
                Layer::Cells(cells) => fields.extend(cells.fields()),
            }
        }
        fields.sort_unstable();
        fields.dedup();
        let written = |field: FieldId| match view.written(field) {
            Written::Value(value) => Some((field, Some(value))),
            Written::Null => Some((field, None)),
            // A field that nobody wrote has its default yet.
            Written::Never => None,
        };
        let cells: Vec<_> = fields.into_iter().filter_map(written).collect();
        let packed = Packed::of(cells.iter().map(|(field, value)| (*field, value.as_deref())));
        let replaced: Vec<RowRef> = view.record.rows().skip(1).collect();
        for row in replaced {
            self.referred[row.source.position()] -= 1;
        }
        if let Some(record) = self.record_mut(number) {
            record.set_layers(vec![Layer::Cells(packed)]);
        }
    }

    pub(super) fn source(&self, row: RowRef) -> &Source {
        &self.sources[row.source.position()]
    }
}
