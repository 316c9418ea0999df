//! Rows that were checked, written into the org's tables under its lock.
//!
//! Here is all that depends on other records: keys that are taken, parents that are missing,
//! records that are gone. One row never undoes another.

use super::super::id::Id;
use super::super::job::IngestOperation;
use super::super::schema::{FieldIndex, FieldType};
use super::super::settings::{Blame, UpsertWithIdColumn};
use super::super::tables::Tables;
use super::check::{Checked, Prepared};
use super::delete;
use super::error::RowError;
use super::plan::{Column, Key, ParentColumn, Plan};
use crate::core::csv;
use crate::core::lie::Lie;
use crate::core::rows::Upload;
use crate::core::table::{
    CommitId, OwnCell, RecordNumber, RowRef, SourceId, View, Written, same_folded,
};

/// Rows of one transaction; two of them with one external id both fail. Documented (3.5, 3.11).
const TRANSACTION_ROWS: usize = 200;

/// What became of one row.
#[derive(Debug)]
pub enum Committed {
    /// Its record was made, changed or deleted.
    Written {
        /// The record.
        record: RecordNumber,
        /// Whether the row made it.
        created: bool,
    },
    /// It was refused.
    Failed {
        /// Why.
        error: Box<RowError>,
        /// The id of the record that it named or matched, if any.
        id: Option<Id>,
    },
    /// It fails its job with this message; rows after it are not reached.
    FailsJob(String),
}

/// What records hold of the rows that make or change them.
#[derive(Clone, Copy, Debug)]
pub enum Kept {
    /// A reference: the rows stay, at this place in the object's table.
    Rows(SourceId),
    /// A copy of the cells: the rows go away.
    Cells,
}

/// Where rows come from and who writes them.
pub struct Writer<'a> {
    /// What the columns mean.
    pub plan: &'a Plan,
    /// The rows.
    pub upload: &'a Upload,
    /// What the records keep of them.
    pub kept: Kept,
    /// When and by whom.
    pub commit: CommitId,
}

/// Writes checked rows; one outcome for each, in their order, up to one that fails the job.
pub fn commit(tables: &mut Tables, writer: &Writer<'_>, prepared: &Prepared) -> Vec<Committed> {
    let stride = writer.plan.indexed.len();
    let mut outcomes = Vec::with_capacity(prepared.checked.len());
    let chunks = prepared.checked.chunks(TRANSACTION_ROWS);
    for (chunk, first) in chunks.zip((0..).step_by(TRANSACTION_ROWS)) {
        let keys = &prepared.keys[first * stride..(first + chunk.len()) * stride];
        let first_row = prepared.rows.start + first as u32;
        let doubled = writer.doubled_keys(first_row, keys, chunk.len());
        for (place, checked) in chunk.iter().enumerate() {
            let row = Row {
                number: first_row + place as u32,
                checked,
                keys: &keys[place * stride..(place + 1) * stride],
            };
            let outcome = if doubled.contains(&place) {
                failed(writer.doubled(row.number))
            } else {
                writer.write(tables, &row)
            };
            let ends_here = matches!(outcome, Committed::FailsJob(_));
            outcomes.push(outcome);
            if ends_here {
                return outcomes;
            }
        }
    }
    outcomes
}

/// One checked row and its place.
struct Row<'a> {
    number: u32,
    checked: &'a Checked,
    keys: &'a [Option<u64>],
}

fn failed(error: RowError) -> Committed {
    Committed::Failed { error: Box::new(error), id: None }
}

impl Writer<'_> {
    /// The places of rows whose external id stands in the transaction more than once.
    fn doubled_keys(&self, first_row: u32, keys: &[Option<u64>], rows: usize) -> Vec<usize> {
        let Key::External(field, column) = self.plan.key else { return Vec::new() };
        if Lie::DoubledKeysPass.is_told() {
            return Vec::new();
        }
        let stride = self.plan.indexed.len();
        let Some(place) = self.plan.indexed.iter().position(|(index, _)| *index == field) else {
            return Vec::new();
        };
        let mut hashes: Vec<(u64, usize)> = (0..rows)
            .filter_map(|row| keys[row * stride + place].map(|hash| (hash, row)))
            .collect();
        hashes.sort_unstable();
        let exact = self.plan.object.field_at(field).case_sensitive;
        let mut doubled = Vec::new();
        for pair in hashes.windows(2) {
            let [(hash, a), (other, b)] = [pair[0], pair[1]];
            let value = |row: usize| self.value(first_row + row as u32, column);
            let same = |a: &[u8], b: &[u8]| if exact { a == b } else { same_folded(a, b) };
            if hash == other && same(&value(a), &value(b)) {
                doubled.extend([a, b]);
            }
        }
        doubled
    }

    fn doubled(&self, row: u32) -> RowError {
        let Key::External(field, column) = self.plan.key else {
            return RowError::invalid_cross_reference();
        };
        let value = self.value(row, column);
        let shown = String::from_utf8_lossy(&value);
        RowError::duplicate_external_id_in_chunk(self.plan.object.field_at(field), &shown)
    }

    fn write(&self, tables: &mut Tables, row: &Row<'_>) -> Committed {
        if let Some(error) = &row.checked.error {
            return Committed::Failed { error: error.clone(), id: self.known_id(tables, row) };
        }
        let target = match self.target(tables, row) {
            Ok(target) => target,
            Err(error) => {
                return Committed::Failed {
                    error: Box::new(error),
                    id: self.known_id(tables, row),
                };
            }
        };
        let outcome = match (self.plan.operation, target) {
            (IngestOperation::Delete | IngestOperation::HardDelete, Some(record)) => {
                self.delete(tables, record).map(|()| record)
            }
            (IngestOperation::Delete | IngestOperation::HardDelete, None) => {
                Err(RowError::id_missing("a delete"))
            }
            (_, Some(record)) => self.update(tables, row, record).map(|()| record),
            (_, None) => self.create(tables, row),
        };
        match outcome {
            Ok(record) => Committed::Written { record, created: target.is_none() },
            Err(error) if error.fails_job => {
                Committed::FailsJob(format!("InvalidBatch : {}", error.message))
            }
            Err(error) => {
                let id = target.map(|record| tables.id(self.plan.object.key_prefix, record));
                Committed::Failed { error: Box::new(error), id }
            }
        }
    }

    /// The record that a row is about; `None` for a new one.
    fn target(&self, tables: &Tables, row: &Row<'_>) -> Result<Option<RecordNumber>, RowError> {
        let verb = || if self.plan.operation.is_delete() { "a delete" } else { "an update" };
        match self.plan.key {
            Key::New => Ok(None),
            Key::Id(_) => match &row.checked.id {
                Some(id) => tables.living(id).map(Some),
                None => Err(RowError::id_missing(verb())),
            },
            Key::IdOrNew(_) => row.checked.id.as_ref().map(|id| tables.living(id)).transpose(),
            Key::External(field, column) => {
                let found = self.by_external_id(tables, row, field, column)?;
                self.id_agrees(tables, row, found)?;
                Ok(found)
            }
        }
    }

    fn by_external_id(
        &self,
        tables: &Tables,
        row: &Row<'_>,
        field: FieldIndex,
        column: usize,
    ) -> Result<Option<RecordNumber>, RowError> {
        let definition = self.plan.object.field_at(field);
        let place = self.plan.indexed.iter().position(|(index, _)| *index == field);
        let Some(hash) = place.and_then(|place| row.keys[place]) else {
            return Err(RowError::external_id_missing(&definition.name));
        };
        let Some(table) = tables.table(self.plan.object.key_prefix) else { return Ok(None) };
        if !table.may_hold(field.0, hash) || Lie::UpsertFindsNothing.is_told() {
            return Ok(None);
        }
        let found = table.find_indexed(field.0, &self.value(row.number, column), hash);
        match found.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(*one)),
            several => {
                let prefix = self.plan.object.key_prefix;
                let ids: Vec<String> =
                    several.iter().map(|record| tables.id(prefix, *record).to_string()).collect();
                Err(RowError::ambiguous_external_id(definition, &ids))
            }
        }
    }

    /// An id beside the external id must be the matched record's, or none. A reading of the
    /// Marketing Cloud guide, whose samples send both columns.
    fn id_agrees(
        &self,
        tables: &Tables,
        row: &Row<'_>,
        found: Option<RecordNumber>,
    ) -> Result<(), RowError> {
        let Some((_, rule)) = self.plan.id_beside_key else { return Ok(()) };
        let Some(id) = &row.checked.id else { return Ok(()) };
        let own = found.map(|record| tables.id(self.plan.object.key_prefix, record));
        match rule {
            UpsertWithIdColumn::Match if own.as_ref() == Some(id) => Ok(()),
            UpsertWithIdColumn::Ignore => Ok(()),
            UpsertWithIdColumn::Match | UpsertWithIdColumn::Refuse => Err(RowError::id_in_insert()),
        }
    }

    /// The id that a row names or matches, whatever else is wrong with the row.
    fn known_id(&self, tables: &Tables, row: &Row<'_>) -> Option<Id> {
        match self.plan.key {
            Key::New => None,
            Key::Id(_) | Key::IdOrNew(_) => row.checked.id,
            Key::External(field, column) => {
                let found = self.by_external_id(tables, row, field, column).ok().flatten();
                found.map(|record| tables.id(self.plan.object.key_prefix, record))
            }
        }
    }

    fn create(&self, tables: &mut Tables, row: &Row<'_>) -> Result<RecordNumber, RowError> {
        if let Some(error) = &row.checked.error_if_created {
            return Err((**error).clone());
        }
        let cells = self.parents(tables, row)?;
        self.references_exist(tables, row)?;
        self.keys_free(tables, row, None)?;
        let table = tables.table_mut(&self.plan.object);
        let record = match self.kept {
            Kept::Rows(source) => {
                let place = RowRef { source, row: row.number };
                table.insert(place, self.commit, cells, row.keys)
            }
            Kept::Cells => {
                let cells = self.with_own_cells(row.number, cells);
                table.insert_cells(self.commit, &cells, row.keys)
            }
        };
        if Lie::NewRecordIsLost.is_told() {
            table.erase(record, self.commit);
        }
        Ok(record)
    }

    fn update(
        &self,
        tables: &mut Tables,
        row: &Row<'_>,
        record: RecordNumber,
    ) -> Result<(), RowError> {
        let cells = self.parents(tables, row)?;
        self.references_exist(tables, row)?;
        self.rules_keep(tables, row, record)?;
        self.keys_free(tables, row, Some(record))?;
        let matched_by = self.plan.key.external_id().map(|field| field.0);
        if Lie::UpdateChangesNothing.is_told() {
            return Ok(());
        }
        let table = tables.table_mut(&self.plan.object);
        match self.kept {
            Kept::Rows(source) => {
                let place = RowRef { source, row: row.number };
                table.change(record, place, self.commit, cells, matched_by);
            }
            Kept::Cells => {
                let cells = self.with_own_cells(row.number, cells);
                table.change_cells(record, self.commit, &cells, matched_by);
            }
        }
        Ok(())
    }

    /// The row's own cells, and those that were found for it.
    fn with_own_cells(&self, row: u32, found: Vec<OwnCell>) -> Vec<OwnCell> {
        let cells = csv::cells(self.upload.row(row), self.upload.delimiter());
        let own = self.plan.columns.iter().zip(cells).filter_map(|(column, cell)| {
            let Column::Field(field) = column else { return None };
            let value = cell.decode();
            let value = (*value != *self.plan.null).then_some(value);
            let written = value.as_ref().is_none_or(|value| !value.is_empty());
            written.then(|| (field.0, value.map(Box::from)))
        });
        own.chain(found).collect()
    }

    /// Finds the parents that relationship columns name.
    fn parents(&self, tables: &mut Tables, row: &Row<'_>) -> Result<Vec<OwnCell>, RowError> {
        let mut cells = Vec::new();
        for (column, value) in &row.checked.parents {
            let Column::Parent(parent) = &self.plan.columns[*column] else { continue };
            let Some(value) = value else {
                cells.push((parent.lookup.0, None));
                continue;
            };
            let found = parents_by(tables, parent, value);
            let by = parent.target.field_at(parent.by);
            let shown = String::from_utf8_lossy(value);
            match found.as_slice() {
                [one] => {
                    let id = tables.id(parent.target.key_prefix, *one);
                    cells.push((parent.lookup.0, Some(id.as_str().as_bytes().into())));
                }
                [] => {
                    let error = RowError::parent_not_found(&by.name, &shown, &parent.target.name);
                    return Err(self.unmatched(error));
                }
                several => {
                    let prefix = parent.target.key_prefix;
                    let ids: Vec<String> =
                        several.iter().map(|one| tables.id(prefix, *one).to_string()).collect();
                    return Err(self.unmatched(RowError::ambiguous_external_id(by, &ids)));
                }
            }
        }
        Ok(cells)
    }

    /// A parent that was not found costs its row, or its job (setting `unmatched_parent`).
    fn unmatched(&self, error: RowError) -> RowError {
        RowError { fails_job: self.plan.unmatched_parent == Blame::Job, ..error }
    }

    /// Every id that the row refers to must be of an object that the field may point to, and live.
    fn references_exist(&self, tables: &Tables, row: &Row<'_>) -> Result<(), RowError> {
        for (index, id) in &row.checked.references {
            let field = self.plan.object.field_at(*index);
            let Some(reference) = &field.reference else { continue };
            match tables.schema().object_by_prefix(id.prefix()) {
                Some(object) if reference.to.contains(&object.name) => {
                    tables.living(id)?;
                }
                Some(_) => {
                    return Err(RowError::malformed_id(&field.label, id.as_str(), &field.name));
                }
                // An object that this server does not have, such as a queue: nothing to look up.
                None if reference.to.iter().any(|to| tables.schema().object(to).is_none()) => {}
                None => return Err(RowError::invalid_cross_reference()),
            }
        }
        Ok(())
    }

    /// No other record may hold the unique values of the row.
    fn keys_free(
        &self,
        tables: &Tables,
        row: &Row<'_>,
        own: Option<RecordNumber>,
    ) -> Result<(), RowError> {
        let Some(table) = tables.table(self.plan.object.key_prefix) else { return Ok(()) };
        let matched_by = self.plan.key.external_id();
        for ((field, column), hash) in self.plan.indexed.iter().zip(row.keys) {
            let (Some(column), Some(hash)) = (column, hash) else { continue };
            let definition = self.plan.object.field_at(*field);
            // Who holds the key that the row was matched by is known already.
            let known = Some(*field) == matched_by;
            let shared = Lie::UniqueValuesAreShared.is_told();
            if known || shared || !definition.unique || !table.may_hold(field.0, *hash) {
                continue;
            }
            let holders = table.find_indexed(field.0, &self.value(row.number, *column), *hash);
            if let Some(other) = holders.into_iter().find(|holder| Some(*holder) != own) {
                let id = tables.id(self.plan.object.key_prefix, other);
                return Err(RowError::duplicate_value(&definition.name, id.as_str()));
            }
        }
        Ok(())
    }

    /// No validation rule may refuse the record as it would be after the change.
    fn rules_keep(
        &self,
        tables: &Tables,
        row: &Row<'_>,
        record: RecordNumber,
    ) -> Result<(), RowError> {
        let object = &self.plan.object;
        if object.validation_rules.is_empty() {
            return Ok(());
        }
        let Some(view) = tables.table(object.key_prefix).and_then(|table| table.get(record)) else {
            return Ok(());
        };
        let values: Vec<(FieldIndex, String)> = object
            .validation_rules
            .iter()
            .flat_map(|rule| &rule.when)
            .map(|condition| (condition.field, self.after_change(row, &view, condition.field)))
            .collect();
        let value_of = |field: FieldIndex| {
            values.iter().find(|(of, _)| *of == field).map_or("", |(_, value)| value.as_str())
        };
        match object.validation_rules.iter().find(|rule| rule.refuses(value_of)) {
            Some(rule) => {
                let field = rule.field.map(|index| object.field_at(index));
                Err(RowError::validation(&rule.message, field))
            }
            None => Ok(()),
        }
    }

    fn after_change(&self, row: &Row<'_>, view: &View<'_>, field: FieldIndex) -> String {
        let column = self.plan.column_of(field);
        let sent = column.map(|column| self.value(row.number, column)).unwrap_or_default();
        match sent.as_slice() {
            null if null == self.plan.null => String::new(),
            [] => match view.written(field.0) {
                Written::Value(value) => String::from_utf8_lossy(&value).into_owned(),
                Written::Null => String::new(),
                Written::Never => {
                    self.plan.object.field_at(field).default.clone().unwrap_or_default()
                }
            },
            sent => String::from_utf8_lossy(sent).into_owned(),
        }
    }

    fn delete(&self, tables: &mut Tables, record: RecordNumber) -> Result<(), RowError> {
        let Plan { object, children, .. } = self.plan;
        if Lie::DeleteKeepsTheRecord.is_told() {
            return Ok(());
        }
        let fate = match self.plan.operation {
            IngestOperation::HardDelete => delete::Fate::Gone,
            _ => delete::Fate::Bin,
        };
        delete::delete(tables, object, children, record, (self.commit, fate))
    }

    fn value(&self, row: u32, column: usize) -> Vec<u8> {
        let cell = csv::nth(self.upload.row(row), self.upload.delimiter(), column);
        cell.map(|cell| cell.decode().into_owned()).unwrap_or_default()
    }
}

/// The living records that a relationship column's value names.
fn parents_by(tables: &mut Tables, parent: &ParentColumn, value: &[u8]) -> Vec<RecordNumber> {
    if parent.target.field_at(parent.by).kind != FieldType::Id {
        return tables.table_mut(&parent.target).find(parent.by.0, value);
    }
    // No row holds its own id; the id says which record it is.
    let id = std::str::from_utf8(value).ok().and_then(Id::parse);
    let id = id.filter(|id| id.prefix() == parent.target.key_prefix.as_str());
    id.and_then(|id| tables.living(&id).ok()).into_iter().collect()
}
