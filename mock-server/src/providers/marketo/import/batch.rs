//! One import, in its states: `Queued`, `Importing`, then `Complete` or `Failed` (4.4.1).

use std::sync::Arc;

use super::super::operation::Kind;
use super::ledger::Packed;
use super::plan::RowPlan;
use super::reasons::Reasons;
use super::target::Target;
use super::work::Work;
use crate::core::rows::Upload;
use crate::core::table::SourceId;
use crate::core::time::{SimDuration, SimTime};
use crate::faults::JobFates;
use crate::faults::fate::EndOfJob;

/// One batch.
#[derive(Clone)]
pub struct ImportJob {
    /// Its `batchId`.
    pub(super) id: u64,
    /// The kind of call that made it.
    pub(super) kind: Kind,
    /// What its rows become.
    pub(super) target: Target,
    /// The file.
    pub(super) upload: Arc<Upload>,
    /// What its columns mean, or why it will fail.
    pub(super) plan: Result<Arc<RowPlan>, String>,
    /// The column by which records are found.
    pub(super) lookup_column: Option<usize>,
    /// The user who sent it.
    pub(super) user: String,
    /// When it was made.
    pub(super) created: SimTime,
    /// What becomes of it against the rules; nothing as a rule.
    pub(super) fates: JobFates,
    /// Where it is.
    pub(super) state: State,
}

/// Where a batch is.
#[derive(Clone)]
pub(super) enum State {
    /// It waits.
    Queued {
        /// When it has waited long enough.
        ready_at: SimTime,
        /// When it starts, once it is its turn.
        starts_at: Option<SimTime>,
    },
    /// Its rows are worked on.
    Importing(Box<Work>),
    /// All rows were worked on, whatever came of them.
    Complete(Arc<Ended>),
    /// It failed: before any row was worked on, or, by a fault, in the middle of them.
    Failed {
        /// Why.
        message: String,
        /// What there is to read all the same.
        done: Option<Arc<Ended>>,
    },
}

/// What there is to read of a batch whose rows were worked on.
#[derive(Debug)]
pub(super) struct Ended {
    /// When it ended.
    pub(super) at: SimTime,
    /// How long it was worked on.
    pub(super) elapsed: SimDuration,
    /// What came of its rows.
    pub(super) tally: Tally,
    /// The file's place in its table.
    pub(super) source: SourceId,
}

/// What came of rows.
#[derive(Clone, Default, Debug)]
pub(super) struct Tally {
    /// What became of each row.
    pub(super) rows: Vec<Packed>,
    /// Rows that were written, odd ones included (4.4.2).
    pub(super) processed: u64,
    /// Rows that were not.
    pub(super) failed: Reasons,
    /// Rows that were written and are odd.
    pub(super) warned: Reasons,
    /// Whether a row that failed has something in its lookup column.
    pub(super) failed_with_key: bool,
}

impl ImportJob {
    /// The provider's word for its state.
    pub(super) fn state_name(&self) -> &'static str {
        match self.state {
            State::Queued { .. } => "Queued",
            State::Importing(_) => "Importing",
            State::Complete(_) => "Complete",
            State::Failed { .. } => "Failed",
        }
    }

    /// What came of its rows, once it is over.
    pub(super) fn ended(&self) -> Option<&Arc<Ended>> {
        match &self.state {
            State::Complete(ended) => Some(ended),
            State::Failed { done, .. } => done.as_ref(),
            State::Queued { .. } | State::Importing(_) => None,
        }
    }

    /// How many of its rows are worked on, from the first on: all, unless it is brought to an end.
    pub(super) fn rows_to_do(&self) -> u32 {
        let rows = self.upload.row_count();
        let forced = self.fates.forced_end(u64::from(rows));
        forced.and_then(|forced| u32::try_from(forced.at_row).ok()).unwrap_or(rows)
    }

    /// The state in which it ends; `None` for one that is gone then. What an import is called that
    /// somebody stops is not known: none of its states says so.
    pub(super) fn end(&self, ended: Arc<Ended>) -> Option<State> {
        let message = match self.fates.end() {
            None => return Some(State::Complete(ended)),
            Some(EndOfJob::Vanishes) => return None,
            Some(EndOfJob::Fails(message)) => message,
            Some(EndOfJob::IsAborted) => "Import was cancelled",
        };
        Some(State::Failed { message: message.to_owned(), done: Some(ended) })
    }

    /// Whether it never leaves the state in which it is.
    pub(super) fn is_stuck(&self) -> bool {
        match &self.state {
            State::Queued { .. } | State::Importing(_) => self.fates.ends_in(self.state_name()),
            State::Complete(_) | State::Failed { .. } => false,
        }
    }

    /// When it is gone, by a fault.
    pub(super) fn vanishes_at(&self) -> Option<SimTime> {
        self.fates.vanishes_after().map(|span| self.created + span)
    }

    /// The file's place in its table, if it has one.
    pub(super) fn source(&self) -> Option<SourceId> {
        match &self.state {
            State::Importing(work) => work.source,
            _ => self.ended().map(|ended| ended.source),
        }
    }

    /// When it starts or ends.
    pub(super) fn due(&self) -> Option<SimTime> {
        match &self.state {
            State::Queued { starts_at, .. } => *starts_at,
            State::Importing(work) => work.done_at,
            State::Complete(_) | State::Failed { .. } => None,
        }
    }
}
