//! What becomes of each row of a batch, and of the records it touches.
//!
//! Rows are taken in order. Where a row breaks several rules, each is an acceptable answer: the
//! sheet does not say which is told first.

use std::collections::{BTreeMap, HashMap};

use super::command::{JobName, NewJob, Operation};
use super::fault::Fault;
use super::records::{RecordName, Records, Values};
use super::settings::ObjectRules;
use super::upload::{Cell, RecordRef, Upload};

/// What became of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the org.
    Saved {
        /// The record it made, changed or deleted.
        record: RecordName,
        /// `sf__Created`
        created: bool,
    },
    /// It is not, for one of these reasons.
    Refused {
        /// Every rule that it breaks.
        faults: Vec<Fault>,
        /// What `sf__Id` of the failed row shows.
        id: RefusedId,
    },
}

/// `sf__Id` in the file of failed rows (3.8, from v53).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusedId {
    /// Empty: the row was to make a record.
    Empty,
    /// The record that the row named or matched.
    Record(RecordName),
    /// The sheet does not say: the row named no record that ever was.
    Unstated,
}

/// A batch at work: everything that a row is judged by.
pub(super) struct Batch<'a> {
    pub(super) job: &'a NewJob,
    pub(super) rules: &'a ObjectRules,
    pub(super) upload: &'a Upload,
    pub(super) records: &'a mut Records,
}

/// What a row is about to do, if the rules let it.
#[derive(Clone, Copy)]
enum Aim {
    Make,
    Change(RecordName),
    Remove(RecordName),
}

/// New values by field; `None` makes it null.
type Changes = BTreeMap<String, Option<String>>;

impl Batch<'_> {
    /// Plays these rows, one chunk after the other.
    pub(super) fn play(&mut self, rows: std::ops::Range<usize>, chunk_rows: usize) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for start in rows.clone().step_by(chunk_rows.max(1)) {
            let chunk = start..rows.end.min(start + chunk_rows.max(1));
            let named_twice = self.named_twice(chunk.clone());
            for row in chunk {
                outcomes.push(self.play_row(row, named_twice.get(&row)));
            }
        }
        outcomes
    }

    fn play_row(&mut self, row: usize, named_twice: Option<&Fault>) -> Outcome {
        let changes = self.changes(row);
        let aim = self.aim(row);
        let mut faults: Vec<Fault> = named_twice.cloned().into_iter().collect();
        let id = match &aim {
            Ok(aim) => self.judge(*aim, &changes, &mut faults),
            Err(fault) => {
                faults.push(fault.clone());
                let deleted = self.id_in(row).filter(|_| *fault == Fault::Deleted);
                deleted.map_or(RefusedId::Unstated, RefusedId::Record)
            }
        };
        match aim {
            Ok(aim) if faults.is_empty() => self.commit(row, aim, &changes),
            Ok(_) | Err(_) if named_twice.is_some() => {
                Outcome::Refused { faults, id: RefusedId::Unstated }
            }
            Ok(_) | Err(_) => Outcome::Refused { faults, id },
        }
    }

    /// Adds what is wrong with the values, and says which id a failed row would show.
    fn judge(&self, aim: Aim, changes: &Changes, faults: &mut Vec<Fault>) -> RefusedId {
        match aim {
            Aim::Make => {
                faults.extend(self.missing(&Values::new(), changes));
                faults.extend(self.taken(changes, None));
                RefusedId::Empty
            }
            Aim::Change(record) => {
                if let Some(before) = self.records.get(record) {
                    faults.extend(self.missing(&before.values, changes));
                }
                faults.extend(self.taken(changes, Some(record)));
                RefusedId::Record(record)
            }
            Aim::Remove(record) => RefusedId::Record(record),
        }
    }

    fn commit(&mut self, row: usize, aim: Aim, changes: &Changes) -> Outcome {
        match aim {
            Aim::Make => {
                let record = record_name(self.job.name, row);
                let values = changes.clone().into_iter();
                let values = values.filter_map(|(field, value)| Some((field, value?))).collect();
                self.records.insert(record, values);
                Outcome::Saved { record, created: true }
            }
            Aim::Change(record) => {
                self.records.change(record, changes);
                Outcome::Saved { record, created: false }
            }
            Aim::Remove(record) => {
                self.records.delete(record);
                Outcome::Saved { record, created: false }
            }
        }
    }

    fn aim(&self, row: usize) -> Result<Aim, Fault> {
        match self.job.operation {
            Operation::Insert => Ok(Aim::Make),
            Operation::Update => self.existing(row)?.map(Aim::Change).ok_or(Fault::NoId),
            Operation::Delete => self.existing(row)?.map(Aim::Remove).ok_or(Fault::NoId),
            Operation::Upsert => {
                // By Id, a row without one makes a record (10.3).
                let found = match self.upsert_field() {
                    Some(field) => self
                        .text(row, field)
                        .and_then(|value| self.records.with_external_id(field, value)),
                    None => self.existing(row)?,
                };
                Ok(found.map_or(Aim::Make, Aim::Change))
            }
        }
    }

    /// The live record that the Id column names; none if that is empty or not there (10.7).
    fn existing(&self, row: usize) -> Result<Option<RecordName>, Fault> {
        let cell = self.upload.position("Id").map(|column| &self.upload.rows[row][column]);
        match cell {
            None | Some(Cell::Empty) => Ok(None),
            Some(Cell::Text(_) | Cell::Record(RecordRef::Never(_))) => Err(Fault::NeverExisted),
            Some(Cell::Record(RecordRef::Made(name))) => match self.records.get(*name) {
                None => Err(Fault::NeverExisted),
                Some(record) if record.deleted => Err(Fault::Deleted),
                Some(_) => Ok(Some(*name)),
            },
        }
    }

    fn id_in(&self, row: usize) -> Option<RecordName> {
        match &self.upload.rows[row][self.upload.position("Id")?] {
            Cell::Record(RecordRef::Made(name)) => Some(*name),
            Cell::Record(RecordRef::Never(_)) | Cell::Empty | Cell::Text(_) => None,
        }
    }

    /// The external id field of an upsert; none when it goes by Id.
    fn upsert_field(&self) -> Option<&str> {
        self.rules.external_id(self.job.external_id.as_deref()?)
    }

    /// Rows of one chunk of an upsert that share an external id: all of them fail (3.11).
    fn named_twice(&self, chunk: std::ops::Range<usize>) -> HashMap<usize, Fault> {
        let Some(field) = self.upsert_field().filter(|_| self.job.operation == Operation::Upsert)
        else {
            return HashMap::new();
        };
        let mut by_value: BTreeMap<String, Vec<(usize, &str)>> = BTreeMap::new();
        for row in chunk {
            if let Some(value) = self.text(row, field) {
                by_value.entry(value.to_lowercase()).or_default().push((row, value));
            }
        }
        let shared = by_value.into_values().filter(|rows| rows.len() > 1).flatten();
        let fault =
            |value: &str| Fault::NamedTwice { field: field.to_owned(), value: value.to_owned() };
        shared.map(|(row, value)| (row, fault(value))).collect()
    }

    /// What a row says of each field: an empty value says nothing, `#N/A` says null (3.12).
    fn changes(&self, row: usize) -> Changes {
        let mut changes = Changes::new();
        for (column, cell) in self.upload.columns.iter().zip(&self.upload.rows[row]) {
            if let (Some(field), Cell::Text(text)) = (self.rules.field(column), cell) {
                changes.insert(field.to_owned(), (text != "#N/A").then(|| text.clone()));
            }
        }
        changes
    }

    fn text(&self, row: usize, field: &str) -> Option<&str> {
        match &self.upload.rows[row][self.upload.position(field)?] {
            Cell::Text(text) => Some(text),
            Cell::Empty | Cell::Record(_) => None,
        }
    }

    fn missing(&self, old: &Values, new: &Changes) -> Option<Fault> {
        let has = |field: &String| match new.get(field) {
            Some(value) => value.is_some(),
            None => old.contains_key(field),
        };
        let missing: Vec<_> = self.rules.required.iter().filter(|f| !has(f)).cloned().collect();
        (!missing.is_empty()).then_some(Fault::RequiredMissing(missing))
    }

    fn taken(&self, changes: &Changes, own: Option<RecordName>) -> Option<Fault> {
        self.rules.external_ids.iter().find_map(|field| {
            let value = changes.get(field)?.as_deref()?;
            let by = self.records.with_external_id(field, value).filter(|by| Some(*by) != own)?;
            Some(Fault::Taken { field: field.clone(), by })
        })
    }
}

/// The record that a row makes, if it makes one.
pub(super) fn record_name(job: JobName, row: usize) -> RecordName {
    RecordName { job, row: u32::try_from(row).unwrap_or(u32::MAX) }
}
