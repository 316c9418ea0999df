//! What became of the rows of each ingest job.

use std::sync::Arc;

use super::id::IdSpace;
use super::job::{IngestOperation, Job, Outcome, Outcomes, State, Uploads};
use super::schema::KeyPrefix;
use super::world::World;
use crate::core::ledger::{JobRows, RowFate, RowOutcome};

/// The rows of one job.
struct Rows {
    job: String,
    rows: u32,
    ids: IdSpace,
    prefix: KeyPrefix,
    operation: IngestOperation,
    outcomes: Arc<Outcomes>,
    /// What rows are that were not reached.
    rest: RowOutcome,
}

impl World {
    /// What became of the rows of every ingest job that was given any, oldest first.
    pub fn ledger(&self) -> Vec<Box<dyn JobRows>> {
        self.jobs().filter_map(|job| self.rows_of(job)).collect()
    }

    fn rows_of(&self, job: &Job) -> Option<Box<dyn JobRows>> {
        let count = |upload: &Arc<crate::core::rows::Upload>| upload.row_count();
        let (rows, outcomes, rest) = match &job.state {
            State::Open(uploads) => {
                let rows = match uploads {
                    Uploads::None => 0,
                    Uploads::One(upload) => count(upload),
                    Uploads::Several(all) => all.iter().map(count).sum(),
                };
                (rows, Arc::default(), RowOutcome::Waiting)
            }
            State::HeldOpen { upload, .. } | State::UploadComplete { upload, .. } => {
                (count(upload), Arc::default(), RowOutcome::Waiting)
            }
            State::InProgress(work) => {
                let outcomes = Arc::new(work.outcomes().clone());
                (count(&work.upload), outcomes, RowOutcome::Waiting)
            }
            State::JobComplete(ended) | State::Aborted(ended) | State::Failed { ended, .. } => {
                let rows = ended.upload.as_ref().map_or(0, count);
                (rows, Arc::clone(&ended.outcomes), RowOutcome::Unprocessed)
            }
        };
        let rows = Rows {
            job: self.job_id(job.number).to_string(),
            rows,
            ids: self.tables.ids(),
            prefix: job.spec.object.key_prefix,
            operation: job.spec.operation,
            outcomes,
            rest,
        };
        (rows.rows > 0).then(|| Box::new(rows) as Box<dyn JobRows>)
    }
}

impl JobRows for Rows {
    fn job(&self) -> &str {
        &self.job
    }

    fn rows(&self) -> u32 {
        self.rows
    }

    fn fate(&self, row: u32) -> RowFate {
        match self.outcomes.get(row) {
            None => RowFate::plain(self.rest),
            Some(Outcome::Failed(failed)) => RowFate {
                outcome: RowOutcome::Failed,
                record: failed.id.map(|id| id.to_string()),
                error: Some(failed.error.to_string()),
            },
            Some(Outcome::Written { record, created }) => RowFate {
                outcome: match (self.operation.is_delete(), created) {
                    (true, _) => RowOutcome::Deleted,
                    (false, true) => RowOutcome::Created,
                    (false, false) => RowOutcome::Updated,
                },
                record: Some(self.ids.id(self.prefix, record.0).to_string()),
                error: None,
            },
        }
    }
}
