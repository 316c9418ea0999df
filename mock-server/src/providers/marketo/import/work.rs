//! The rows of a batch: checked in steps with no lock held, then written under it.

use std::ops::Range;
use std::sync::Arc;

use super::super::activities::Cause;
use super::super::errors::Reason;
use super::super::faults::{refused_row, row_hits};
use super::super::instance::Instance;
use super::super::lists;
use super::super::records::Records;
use super::super::rows::{Checked, Outcome, Problem, Writer};
use super::super::settings::{InvalidText, Leniency, Settings};
use super::batch::{ImportJob, State, Tally};
use super::cells::{self, RowCells};
use super::ledger::Packed;
use super::plan::RowPlan;
use crate::core::rows::Upload;
use crate::core::table::{RowRef, SourceId};
use crate::core::time::SimTime;
use crate::faults::JobFates;
use crate::faults::fate::{RowAttempts, RowHit};

/// A batch that is worked on.
#[derive(Clone)]
pub(super) struct Work {
    /// When the work began.
    pub(super) started: SimTime,
    /// When it ends; never for one that a fault holds.
    pub(super) done_at: Option<SimTime>,
    /// The file's place in its table; none if the batch is going to fail.
    pub(super) source: Option<SourceId>,
    /// Columns of the header.
    pub(super) columns: usize,
    /// What activities say of the reason.
    pub(super) cause: Arc<Cause>,
    /// The next row.
    pub(super) next: u32,
    /// What came of the rows before it.
    pub(super) tally: Tally,
}

/// Rows that are due, to be checked.
pub struct ImportTask {
    due: SimTime,
    batch: u64,
    instance: Arc<Instance>,
    plan: Arc<RowPlan>,
    upload: Arc<Upload>,
    columns: usize,
    rules: RowRules,
    fates: JobFates,
    rows: Range<u32>,
}

/// Rows that were checked.
pub struct ImportWorked {
    pub(super) due: SimTime,
    pub(super) batch: u64,
    pub(super) rows: Range<u32>,
    pub(super) checked: Vec<Checked>,
    /// Rows that faults were drawn for, in their order.
    pub(super) hits: Vec<(u32, Vec<RowHit>)>,
}

/// What is asked of any row, whatever it becomes.
struct RowRules {
    /// Why a row fails that is no UTF-8.
    not_utf8: String,
    /// Why a row fails that has fewer or more cells than the header, if it does.
    uneven: Option<String>,
}

impl ImportTask {
    /// The next rows of a batch that is worked on, at most `budget` of them.
    pub(super) fn of(
        job: &ImportJob,
        records: &Records,
        settings: &Settings,
        budget: u32,
    ) -> Option<Self> {
        let (State::Importing(work), Ok(plan)) = (&job.state, &job.plan) else { return None };
        let end = job.rows_to_do().min(work.next.saturating_add(budget.max(1)));
        Some(Self {
            due: work.done_at?,
            batch: job.id,
            instance: Arc::clone(&records.instance),
            plan: Arc::clone(plan),
            upload: Arc::clone(&job.upload),
            columns: work.columns,
            rules: RowRules::of(settings),
            fates: job.fates.clone(),
            rows: work.next..end,
        })
    }

    /// The instant on the time line to which it belongs.
    pub fn due(&self) -> SimTime {
        self.due
    }

    /// Checks the rows.
    pub fn work(self) -> ImportWorked {
        let rows = self.upload.rows(self.rows.clone());
        let checked = rows.map(|row| {
            let read = cells::read(row, self.upload.delimiter(), self.columns);
            match self.rules.problem(row, &read) {
                Some(problem) => Checked { problem: Some(problem), warning: None },
                None => self.plan.check(&self.instance, &read.cells),
            }
        });
        let checked = checked.collect();
        let hits = self.hits();
        ImportWorked { due: self.due, batch: self.batch, rows: self.rows, checked, hits }
    }

    /// The rows that faults were drawn for; no row is looked at where there are none.
    fn hits(&self) -> Vec<(u32, Vec<RowHit>)> {
        if !self.fates.refuses_rows() {
            return Vec::new();
        }
        let rows = self.rows.clone().zip(self.upload.rows(self.rows.clone()));
        rows.map(|(number, row)| (number, row_hits(&self.fates, &self.upload, number, row)))
            .filter(|(_, hits)| !hits.is_empty())
            .collect()
    }
}

impl RowRules {
    fn of(settings: &Settings) -> Self {
        let refuses = settings.uneven_rows == Leniency::Refuse;
        Self {
            not_utf8: settings.messages.not_utf8.clone(),
            uneven: refuses.then(|| settings.messages.uneven_row.clone()),
        }
    }

    fn problem(&self, row: &[u8], read: &RowCells<'_>) -> Option<Problem> {
        let text = match &self.uneven {
            _ if std::str::from_utf8(row).is_err() => &self.not_utf8,
            Some(text) if read.sent != read.cells.len() => text,
            Some(_) | None => return None,
        };
        Some(Problem::of(Reason::new(1003, text)))
    }
}

/// Writes rows that were checked, and adds what came of them to `tally`.
pub(super) fn write(
    job: &ImportJob,
    work: &Work,
    worked: &ImportWorked,
    records: &mut Records,
    settings: &Settings,
    attempts: &mut RowAttempts,
    tally: &mut Tally,
) {
    let Ok(plan) = &job.plan else { return };
    let rows = job.upload.rows(worked.rows.clone());
    let mut hits = worked.hits.iter().peekable();
    for ((number, row), checked) in worked.rows.clone().zip(rows).zip(&worked.checked) {
        let read = cells::read(row, job.upload.delimiter(), work.columns);
        let hit = hits.next_if(|(hit, _)| *hit == number);
        let refused = hit.and_then(|(_, hits)| refused_row(hits, attempts));
        let mut became = Packed::FAILED;
        let problem = match (refused, &checked.problem) {
            (Some(text), _) => Some(text),
            (None, Some(problem)) => Some(problem.in_report.clone()),
            (None, None) => {
                let writer = Writer {
                    now: worked.due,
                    settings,
                    cause: &work.cause,
                    row: work.source.map(|source| RowRef { source, row: number }),
                };
                let outcome = plan.write(records, &read.cells, &writer);
                let created = matches!(outcome, Outcome::Created(_));
                match outcome {
                    Outcome::Created(record) | Outcome::Updated(record) => {
                        became = Packed::written(record, created);
                        if let Some(list) = job.target.list() {
                            lists::add(records, list, record, worked.due);
                        }
                        None
                    }
                    Outcome::Skipped(problem) => Some(problem.in_report),
                }
            }
        };
        tally.rows.push(became);
        match (problem, &checked.warning) {
            (Some(text), _) => {
                let key = job.lookup_column.and_then(|column| read.cells.get(column));
                let key = key.and_then(Option::as_ref);
                tally.failed_with_key |= key.is_some_and(|key| !key.is_empty());
                tally.failed.push(number, &text);
            }
            (None, warning) => {
                tally.processed += 1;
                if let Some(text) = warning {
                    tally.warned.push(number, text);
                }
            }
        }
    }
}

/// Why a batch fails whose file is not UTF-8, if that fails it.
pub(super) fn encoding_problem(upload: &Upload, settings: &Settings) -> Option<String> {
    if settings.invalid_text == InvalidText::FailRow {
        return None;
    }
    let mut lines = std::iter::once(upload.header()).chain(upload.rows(0..upload.row_count()));
    let broken = lines.any(|line| std::str::from_utf8(line).is_err());
    broken.then(|| settings.messages.not_utf8.clone())
}
