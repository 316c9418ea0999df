//! What became of the rows of each import.

use super::super::id::record_id;
use super::super::world::World;
use super::batch::{ImportJob, State, Tally};
use crate::core::ledger::{JobRows, RowFate, RowOutcome};
use crate::core::table::RecordNumber;

/// The rows of one batch.
struct Rows {
    job: String,
    rows: u32,
    tally: Tally,
    /// What rows are that were not reached.
    rest: RowOutcome,
    /// Why the batch failed, if it did.
    message: Option<String>,
}

/// What became of one row, in eight bytes: zero for one that failed, else the record, whether it is
/// new, and a bit that is always there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Packed(u64);

impl Packed {
    pub(super) const FAILED: Self = Self(0);

    pub(super) fn written(record: RecordNumber, created: bool) -> Self {
        Self(record.0 << 2 | u64::from(created) << 1 | 1)
    }

    fn read(self) -> Option<(RecordNumber, bool)> {
        (self != Self::FAILED).then_some((RecordNumber(self.0 >> 2), self.0 & 2 == 2))
    }
}

impl World {
    /// What became of the rows of every batch, oldest first.
    pub fn ledger(&self) -> Vec<Box<dyn JobRows>> {
        let jobs = self.imports.values().map(rows_of);
        jobs.filter(|rows| rows.rows > 0).map(|rows| Box::new(rows) as Box<dyn JobRows>).collect()
    }
}

fn rows_of(job: &ImportJob) -> Rows {
    let (tally, rest, message) = match &job.state {
        State::Queued { .. } => (Tally::default(), RowOutcome::Waiting, None),
        State::Importing(work) => (work.tally.clone(), RowOutcome::Waiting, None),
        State::Complete(ended) => (ended.tally.clone(), RowOutcome::Unprocessed, None),
        State::Failed { message, done } => {
            let tally = done.as_ref().map(|done| done.tally.clone()).unwrap_or_default();
            (tally, RowOutcome::Unprocessed, Some(message.clone()))
        }
    };
    Rows { job: job.id.to_string(), rows: job.upload.row_count(), tally, rest, message }
}

impl JobRows for Rows {
    fn job(&self) -> &str {
        &self.job
    }

    fn rows(&self) -> u32 {
        self.rows
    }

    fn fate(&self, row: u32) -> RowFate {
        let Some(packed) = self.tally.rows.get(row as usize) else {
            return RowFate { error: self.message.clone(), ..RowFate::plain(self.rest) };
        };
        match packed.read() {
            Some((record, created)) => RowFate {
                outcome: if created { RowOutcome::Created } else { RowOutcome::Updated },
                record: Some(record_id(record).to_string()),
                error: None,
            },
            None => RowFate {
                error: self.tally.failed.of(row).map(str::to_owned),
                ..RowFate::plain(RowOutcome::Failed)
            },
        }
    }
}
