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
    /// No row was worked on.
    Failed(String),
}

/// What there is to read of a batch that is complete.
#[derive(Debug)]
pub(super) struct Ended {
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
            State::Failed(_) => "Failed",
        }
    }

    /// What came of its rows, once it is complete.
    pub(super) fn ended(&self) -> Option<&Ended> {
        match &self.state {
            State::Complete(ended) => Some(ended),
            State::Queued { .. } | State::Importing(_) | State::Failed(_) => None,
        }
    }

    /// When it starts or ends.
    pub(super) fn due(&self) -> Option<SimTime> {
        match &self.state {
            State::Queued { starts_at, .. } => *starts_at,
            State::Importing(work) => Some(work.done_at),
            State::Complete(_) | State::Failed(_) => None,
        }
    }
}
