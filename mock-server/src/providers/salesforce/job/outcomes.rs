//! What became of the rows of a job, eight bytes a row.

use std::sync::Arc;

use super::super::id::Id;
use super::super::rows::Committed;
use crate::core::lie::Lie;
use crate::core::table::RecordNumber;

/// What became of one row.
#[derive(Clone, Copy, Debug)]
pub enum Outcome<'a> {
    /// Its record was written.
    Written {
        /// The record.
        record: RecordNumber,
        /// Whether the row made it.
        created: bool,
    },
    /// It was refused.
    Failed(&'a FailedRow),
}

/// A row that was refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FailedRow {
    /// The text of `sf__Error`.
    pub error: Arc<str>,
    /// The id of the record that the row named or matched, if any.
    pub id: Option<Id>,
}

/// What became of the first rows of a job, in the order of the upload.
#[derive(Clone, Default, Debug)]
pub struct Outcomes {
    /// Bit 0 tells a failure, the rest is its place in `failed`; else bit 1 tells a created record
    /// and the rest is its number.
    rows: Vec<u64>,
    failed: Vec<FailedRow>,
}

impl Outcomes {
    /// No rows yet, room for `rows`.
    pub fn with_capacity(rows: usize) -> Self {
        Self { rows: Vec::with_capacity(rows), failed: Vec::new() }
    }

    /// Adds the next row's outcome.
    pub fn push(&mut self, outcome: &Committed) {
        match outcome {
            Committed::Written { record, created } => {
                self.rows.push(record.0 << 2 | u64::from(*created) << 1);
            }
            Committed::Failed { error, id } => {
                self.rows.push((self.failed.len() as u64) << 1 | 1);
                let error: Arc<str> = error.to_string().into();
                self.failed.push(FailedRow { error, id: *id });
            }
            // The row counts as not reached: the whole job says what is wrong with it.
            Committed::FailsJob(_) => {}
        }
    }

    /// Adds outcomes of the rows that follow.
    pub fn append(&mut self, next: Self) {
        let offset = self.failed.len() as u64;
        let moved = |row: u64| if row & 1 == 1 { row + (offset << 1) } else { row };
        self.rows.extend(next.rows.into_iter().map(moved));
        self.failed.extend(next.failed);
    }

    /// How many rows are done.
    pub fn processed(&self) -> u32 {
        self.rows.len() as u32
    }

    /// How many of them were refused.
    pub fn failed(&self) -> u32 {
        if Lie::FailuresAreNotCounted.is_told() {
            return 0;
        }
        self.failed.len() as u32
    }

    /// What became of a row; `None` if it was not reached.
    pub fn get(&self, row: u32) -> Option<Outcome<'_>> {
        let packed = *self.rows.get(row as usize)?;
        Some(if packed & 1 == 1 {
            Outcome::Failed(self.failed.get((packed >> 1) as usize)?)
        } else {
            Outcome::Written { record: RecordNumber(packed >> 2), created: packed & 2 == 2 }
        })
    }
}
