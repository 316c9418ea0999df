//! What became of each row that was accepted: one line a row, whichever the provider.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What became of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowOutcome {
    /// It made a record.
    Created,
    /// It changed a record.
    Updated,
    /// It deleted a record.
    Deleted,
    /// It was refused.
    Failed,
    /// Its job ended before it was reached.
    Unprocessed,
    /// Its job is not over, and it was not reached yet.
    Waiting,
}

impl RowOutcome {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Deleted => "deleted",
            Self::Failed => "failed",
            Self::Unprocessed => "unprocessed",
            Self::Waiting => "waiting",
        }
    }
}

/// What became of one row, without its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowFate {
    /// What became of it.
    pub outcome: RowOutcome,
    /// The record that it made, changed, deleted or named.
    pub record: Option<String>,
    /// Why it was refused.
    pub error: Option<String>,
}

impl RowFate {
    /// A row of which there is no more to say.
    pub fn plain(outcome: RowOutcome) -> Self {
        Self { outcome, record: None, error: None }
    }
}

/// The rows of one job, as they were when they were asked for.
pub trait JobRows: Send + Sync {
    /// The job, as its provider names it.
    fn job(&self) -> &str;

    /// How many rows were accepted.
    fn rows(&self) -> u32;

    /// What became of a row, counted from 0.
    fn fate(&self, row: u32) -> RowFate;
}
