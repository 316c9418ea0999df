//! A job's rows while they are worked on, batch by batch, and what is left when it is over.

use std::ops::Range;
use std::sync::Arc;

use super::super::rows::Plan;
use super::super::settings::Settings;
use super::outcomes::Outcomes;
use crate::core::rows::Upload;
use crate::core::table::SourceId;
use crate::core::time::{SimDuration, SimTime};
use crate::faults::JobFates;

/// A job that is being worked on.
#[derive(Clone)]
pub struct Work {
    /// What the columns mean.
    pub plan: Arc<Plan>,
    /// The rows.
    pub upload: Arc<Upload>,
    /// The rows' place in the object's table.
    pub source: SourceId,
    started: SimTime,
    /// The first row that is not worked on: that after the last, unless fates end the job before.
    rows_end: u32,
    /// The first row after the batch under way.
    batch_end: u32,
    batch_due: SimTime,
    outcomes: Outcomes,
    /// Rows and failures as of the last batch that was done.
    visible: (u32, u32),
}

/// How far some rows brought a job.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// No client can tell.
    WithinBatch,
    /// The counters moved.
    BatchDone,
    /// The job is over.
    AllDone,
}

impl Work {
    /// Work on an upload that has rows, starting at `now`.
    pub fn start(
        now: SimTime,
        plan: Arc<Plan>,
        upload: Arc<Upload>,
        source: SourceId,
        settings: &Settings,
        fates: &JobFates,
    ) -> Self {
        let rows = upload.row_count();
        let forced = fates.forced_end(u64::from(rows));
        let rows_end = forced.and_then(|forced| u32::try_from(forced.at_row).ok()).unwrap_or(rows);
        let outcomes = Outcomes::with_capacity(upload.row_count() as usize);
        let mut work = Self {
            plan,
            upload,
            source,
            started: now,
            rows_end,
            batch_end: 0,
            batch_due: now + fates.held_for("InProgress"),
            outcomes,
            visible: (0, 0),
        };
        work.next_batch(settings, fates);
        work
    }

    /// When the batch under way is done, and with it the next change that a client can see.
    pub fn batch_due(&self) -> SimTime {
        self.batch_due
    }

    /// The next rows to work on, at most `budget` of them and none of the next batch.
    pub fn next_rows(&self, budget: u32) -> Range<u32> {
        let first = self.outcomes.processed();
        first..self.batch_end.min(first.saturating_add(budget))
    }

    /// What became of the rows so far.
    pub fn outcomes(&self) -> &Outcomes {
        &self.outcomes
    }

    /// Rows and failures that a client can see.
    pub fn visible(&self) -> (u32, u32) {
        self.visible
    }

    pub(super) fn take_in(
        &mut self,
        now: SimTime,
        outcomes: Outcomes,
        settings: &Settings,
        fates: &JobFates,
    ) -> Progress {
        self.outcomes.append(outcomes);
        let processed = self.outcomes.processed();
        if processed < self.batch_end {
            return Progress::WithinBatch;
        }
        self.visible = (processed, self.outcomes.failed());
        self.batch_due = now;
        if processed == self.rows_end {
            return Progress::AllDone;
        }
        self.next_batch(settings, fates);
        Progress::BatchDone
    }

    pub(super) fn end(&mut self, now: SimTime) -> Ended {
        Ended {
            at: now,
            elapsed: now.since(self.started),
            upload: Some(Arc::clone(&self.upload)),
            outcomes: Arc::new(std::mem::take(&mut self.outcomes)),
            source: Some(self.source),
        }
    }

    fn next_batch(&mut self, settings: &Settings, fates: &JobFates) {
        let first = self.batch_end;
        self.batch_end = first.saturating_add(settings.batch_rows.max(1)).min(self.rows_end);
        let rows = u64::from(self.batch_end - first);
        let span = SimDuration::from_millis(settings.record_time.millis().saturating_mul(rows));
        self.batch_due = self.batch_due + fates.work_time(span, first == 0);
    }
}

/// What there is to read of a job that is over.
#[derive(Clone)]
pub struct Ended {
    /// When it ended.
    pub at: SimTime,
    /// How long it was worked on.
    pub elapsed: SimDuration,
    /// What was uploaded, if one file was.
    pub upload: Option<Arc<Upload>>,
    /// What became of its first rows; the rest was not reached.
    pub outcomes: Arc<Outcomes>,
    /// The rows' place in the object's table, if any was worked on.
    pub source: Option<SourceId>,
}

impl Ended {
    pub(super) fn unworked(now: SimTime, upload: Option<Arc<Upload>>) -> Self {
        let outcomes = Arc::default();
        Self { at: now, elapsed: SimDuration::ZERO, upload, outcomes, source: None }
    }
}
