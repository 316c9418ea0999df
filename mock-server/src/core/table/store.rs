//! Records of one object: generated rows, then references to uploaded ones; cheap to fork.
//!
//! A generated row takes no memory until it is changed. A stored record holds no cells: it points at
//! the row it came from and at the rows that changed it since; cells are decoded when looked at.
//! Records lie in shared segments and index shards are shared too, so a clone of a table is one
//! reference count per segment and shard, and the first write after it copies one segment. The file
//! knows fields by number only: names, types and rules are the provider's.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::changed::Changed;
use super::index::Index;
use super::number::{Commit, CommitId, Place, RecordNumber};
use super::packed::Packed;
use super::record::{History, Layer, Life, OwnCell, Record, RowRef};
use super::source::{FieldId, Source, SourceId};
use super::view::{First, View, Written};
use crate::core::csv::Delimiter;
use crate::core::generate::Generator;
use crate::core::rows::Upload;
use crate::core::time::SimTime;

/// How many records one shared segment holds.
const SEGMENT_RECORDS: usize = 4096;

/// A change of a record rewrites its layers into cells of their own beyond this many.
const LAYERS_MAX: usize = 8;

/// All records of one object in one org.
#[derive(Clone, Default)]
pub struct Table {
    /// The rows that nobody uploaded, and what was changed of them.
    generator: Option<Arc<Generator>>,
    changed: Changed,
    segments: Vec<Arc<Vec<Record>>>,
    /// Stored records.
    records: usize,
    deleted: usize,
    sources: Vec<Arc<Source>>,
    /// A source without columns, for records whose cells stand in no upload.
    blank: Option<SourceId>,
    /// How many references records hold to rows of each source.
    referred: Vec<u32>,
    commits: Vec<Commit>,
    /// Those kept from the start, then those made when a field was first looked up by. They hold
    /// stored records, and generated rows whose field was written over.
    pub(super) indexes: Vec<Index>,
    indexed_from_start: usize,
    /// Fields whose keys tell letter case apart.
    pub(super) exact: BTreeSet<FieldId>,
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

    /// Puts generated rows in front of all others; there must be none yet.
    pub fn set_generator(&mut self, generator: Arc<Generator>) {
        assert!(self.generator.is_none(), "a table has one generator");
        self.written_fields.extend(generator.fields());
        let invertible: Vec<FieldId> =
            generator.fields().filter(|field| generator.is_invertible(*field)).collect();
        self.generator = Some(generator);
        // These cost nothing over generated rows, and make the fields known as indexed.
        for field in invertible {
            self.ensure_index(field);
        }
    }

    /// What makes the generated rows, if there are any.
    pub fn generator(&self) -> Option<&Arc<Generator>> {
        self.generator.as_ref()
    }

    /// How many records there are, deleted ones left out.
    pub fn len(&self) -> usize {
        self.total() - self.deleted
    }

    /// How many records were ever made, generated and deleted ones included.
    pub fn total(&self) -> usize {
        self.generated_rows() as usize + self.records
    }

    /// How many records, generated ones first, stand in front of that number.
    pub fn records_before(&self, number: RecordNumber) -> u64 {
        match number.place() {
            Place::Generated(row) => u64::from(row),
            Place::Stored(position) => u64::from(self.generated_rows()) + position as u64,
        }
    }

    /// The number that the next stored record gets.
    pub fn next_number(&self) -> RecordNumber {
        RecordNumber::stored(self.records)
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

    /// Adds a record. `keys` are the [`fold_hash`](super::fold_hash)es of its indexed fields, in the order of
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
        let number = RecordNumber::stored(position);
        self.referred[record.row.source.position()] += 1;
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
                index.insert(*hash, number);
            }
        }
        let lazy: Vec<usize> = (self.indexed_from_start..self.indexes.len()).collect();
        self.reindex(number, &lazy, &vec![None; lazy.len()]);
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
        // Reading keys costs more than all the rest, so only those that may change are read. A
        // generated row enters an index with the first layer, be its value the same or not.
        let matched_by = matched_by.filter(|_| number.row().is_none());
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
        let Some(history) = self.history_mut(number, commit) else { return };
        history.change(commit, layers);
        if history.layers().len() > LAYERS_MAX {
            self.flatten(number, commit);
        }
        self.reindex(number, &touched, &before);
    }

    /// Marks a record as deleted. It stays readable, and leaves the indexes.
    pub fn delete(&mut self, number: RecordNumber, commit: CommitId) {
        self.end(number, commit, Life::Binned);
    }

    /// As [`Table::delete`], for good.
    pub fn erase(&mut self, number: RecordNumber, commit: CommitId) {
        self.end(number, commit, Life::Gone);
    }

    fn end(&mut self, number: RecordNumber, commit: CommitId, life: Life) {
        let all: Vec<usize> = (0..self.indexes.len()).collect();
        let before = self.keys_of(number, &all);
        let Some(history) = self.history_mut(number, commit) else { return };
        let was = history.life();
        // What is gone does not come back into the bin.
        if was == Life::Living || (was == Life::Binned && life == Life::Gone) {
            history.end(commit, life);
        }
        if was == Life::Living {
            self.deleted += 1;
            self.reindex(number, &all, &before);
        }
    }

    /// The record of that number, deleted or not.
    pub fn get(&self, number: RecordNumber) -> Option<View<'_>> {
        match number.place() {
            Place::Generated(row) => self.generated_view(row, self.changed.get(row)),
            Place::Stored(position) => {
                let segment = self.segments.get(position / SEGMENT_RECORDS)?;
                Some(self.stored_view(position, segment.get(position % SEGMENT_RECORDS)?))
            }
        }
    }

    /// All records in the order of their numbers, deleted ones included.
    pub fn iter(&self) -> impl Iterator<Item = View<'_>> {
        self.iter_from(RecordNumber(0))
    }

    /// Whether no record was stored and no generated one written over.
    pub fn is_untouched(&self) -> bool {
        self.records == 0 && self.is_generated_untouched()
    }

    /// Whether no generated record was written over.
    pub fn is_generated_untouched(&self) -> bool {
        self.untouched_from(RecordNumber(0)) == self.generated_rows()
    }

    /// Whether the values of that field ascend with the numbers of records that nobody wrote.
    pub fn ascends(&self, field: FieldId) -> bool {
        self.generator().is_none_or(|generator| generator.ascending(field))
    }

    /// As [`Table::iter`], from the record of that number on.
    pub fn iter_from(&self, first: RecordNumber) -> impl Iterator<Item = View<'_>> {
        let (row, position) = match first.place() {
            Place::Generated(row) => (row.min(self.generated_rows()), 0),
            Place::Stored(position) => (self.generated_rows(), position),
        };
        let mut changed = self.changed.from(row).peekable();
        let generated = (row..self.generated_rows()).filter_map(move |row| {
            let history = changed.next_if(|(at, _)| *at == row).map(|(_, history)| history);
            self.generated_view(row, history)
        });
        let segments = self.segments.iter().skip(position / SEGMENT_RECORDS);
        let records = segments.flat_map(|segment| segment.iter()).skip(position % SEGMENT_RECORDS);
        let stored = (position..).zip(records);
        generated.chain(stored.map(|(position, record)| self.stored_view(position, record)))
    }

    /// How many records from that number on are generated rows that nobody wrote.
    pub fn untouched_from(&self, first: RecordNumber) -> u32 {
        let Place::Generated(row) = first.place() else { return 0 };
        let rows = self.generated_rows();
        let end = self.changed.from(row).next().map_or(rows, |(row, _)| row);
        end.saturating_sub(row)
    }

    /// All records but untouched generated rows, in the order of their numbers.
    pub fn written_records(&self) -> impl Iterator<Item = View<'_>> {
        let changed = self.changed.from(0);
        let changed = changed.filter_map(|(row, history)| self.generated_view(row, Some(history)));
        changed.chain(self.iter_from(RecordNumber::stored(0)))
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
        let of_source = |row: RowRef| row.source == id;
        for segment in &mut self.segments {
            if segment.iter().any(|record| record.rows().any(of_source)) {
                for record in Arc::make_mut(segment) {
                    record.renumber(id, &place);
                }
            }
        }
        self.changed.each_mut(
            |history| history.rows().any(of_source),
            |history| history.renumber(id, &place),
        );
    }

    /// The bytes of memory that records and indexes take, beyond the uploaded rows themselves.
    pub fn overhead_bytes(&self) -> usize {
        let records = self.segments.iter().map(|segment| {
            segment.capacity() * size_of::<Record>()
                + segment.iter().map(|record| record.history.change_bytes()).sum::<usize>()
        });
        let generated = self.generator.as_ref().map_or(0, |made| made.overhead_bytes());
        let indexes = self.indexes.iter().map(Index::bytes);
        records.sum::<usize>() + indexes.sum::<usize>() + generated + self.changed.overhead_bytes()
    }

    fn rows_of(&self, id: SourceId) -> impl Iterator<Item = u32> + '_ {
        let records = self.segments.iter().flat_map(|segment| segment.iter());
        let changed = self.changed.from(0).flat_map(|(_, history)| history.rows());
        let rows = records.flat_map(Record::rows).chain(changed);
        rows.filter(move |row| row.source == id).map(|row| row.row)
    }

    /// The history of a record that is about to be written.
    fn history_mut(&mut self, number: RecordNumber, commit: CommitId) -> Option<&mut History> {
        match number.place() {
            Place::Generated(row) => (row < self.generated_rows())
                .then(|| self.changed.get_or_begin(row, || History::begun(commit))),
            Place::Stored(position) => {
                let segment = self.segments.get_mut(position / SEGMENT_RECORDS)?;
                let record = Arc::make_mut(segment).get_mut(position % SEGMENT_RECORDS)?;
                Some(&mut record.history)
            }
        }
    }

    pub(super) fn generated_rows(&self) -> u32 {
        self.generator.as_ref().map_or(0, |generator| generator.rows())
    }

    fn generated_view<'a>(&'a self, row: u32, history: Option<&'a History>) -> Option<View<'a>> {
        let generator = self.generator.as_ref().filter(|generator| row < generator.rows())?;
        let number = RecordNumber(u64::from(row));
        Some(View { table: self, number, first: First::Generated(generator, row), history })
    }

    fn stored_view<'a>(&'a self, position: usize, record: &'a Record) -> View<'a> {
        let number = RecordNumber::stored(position);
        let history = Some(&record.history);
        View { table: self, number, first: First::Row(record.row), history }
    }

    /// Turns the layers of a much changed record into cells of its own.
    fn flatten(&mut self, number: RecordNumber, commit: CommitId) {
        let Some(view) = self.get(number) else { return };
        let Some(history) = view.history else { return };
        let mut fields: Vec<FieldId> = Vec::new();
        for layer in history.layers() {
            match layer {
                Layer::Row(row) => fields.extend(self.source(*row).fields()),
                Layer::Cell((field, _)) => fields.push(*field),
                Layer::Cells(cells) => fields.extend(cells.fields()),
            }
        }
        fields.sort_unstable();
        fields.dedup();
        let written = |field: FieldId| match view.laid(field) {
            Written::Value(value) => Some((field, Some(value))),
            Written::Null => Some((field, None)),
            // The first row has the word yet.
            Written::Never => None,
        };
        let cells: Vec<_> = fields.into_iter().filter_map(written).collect();
        let packed = Packed::of(cells.iter().map(|(field, value)| (*field, value.as_deref())));
        let replaced: Vec<RowRef> = history.rows().collect();
        for row in replaced {
            self.referred[row.source.position()] -= 1;
        }
        if let Some(history) = self.history_mut(number, commit) {
            history.set_layers(vec![Layer::Cells(packed)]);
        }
    }

    pub(super) fn source(&self, row: RowRef) -> &Source {
        &self.sources[row.source.position()]
    }
}
