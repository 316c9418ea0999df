//! Query jobs on the org's time line: handed out in steps, run with no lock held, taken back.

use std::sync::Arc;

use super::super::settings::Settings;
use super::super::soql::{Progress, ResultSet, Run, Scope, TooManyToSort};
use super::super::tables::Tables;
use super::super::world::World;
use super::file::row_bytes;
use super::spec::{QueryOperation, QuerySpec};
use super::state::{QueryJob, QueryState};
use super::work::QueryWork;
use crate::core::time::SimTime;
use crate::faults::fate::EndOfJob;

/// Rows of a query that are looked at in the time in which one row is written.
const LOOKS_PER_WRITE: u64 = 4;

/// A step of a query job, to be run by [`QueryTask::run`] with no lock held.
pub struct QueryTask {
    /// The instant on the time line to which it belongs.
    pub due: SimTime,
    job: u64,
    spec: QuerySpec,
    tables: Arc<Tables>,
    scope: Scope,
    run: Option<Run>,
    examine: u64,
    chunk_end: u64,
}

/// A step that was run.
pub struct QueryTaskDone {
    due: SimTime,
    job: u64,
    outcome: Outcome,
}

enum Outcome {
    More(Run),
    Found { results: Arc<ResultSet>, bytes: u64 },
    Refused(TooManyToSort),
}

impl QueryTask {
    /// Runs the step.
    pub fn run(self) -> QueryTaskDone {
        let (due, job) = (self.due, self.job);
        let outcome = self.advanced().unwrap_or_else(Outcome::Refused);
        QueryTaskDone { due, job, outcome }
    }

    fn advanced(self) -> Result<Outcome, TooManyToSort> {
        let mut run = match self.run {
            Some(run) => run,
            None => Run::start(Arc::clone(&self.spec.query), self.tables, self.scope)?,
        };
        let until = run.examined().saturating_add(self.examine).min(self.chunk_end);
        Ok(match run.advance(until)? {
            Progress::More => Outcome::More(run),
            Progress::Done => {
                let results = Arc::new(run.finish());
                let bytes = row_bytes(&results, &self.spec).saturating_mul(results.total());
                Outcome::Found { results, bytes }
            }
        })
    }
}

impl World {
    /// Adds a query job.
    pub(super) fn add_query(&mut self, now: SimTime, spec: QuerySpec) -> u64 {
        self.jobs_made += 1;
        let job =
            QueryJob::new(self.jobs_made, spec, now, &self.settings, self.fates_of_new.clone());
        let number = job.number;
        let (state, due) = (job.state.name(), job.next_deadline(&self.settings));
        self.follow(number, now, None, Some((state, due)), None);
        self.query_jobs.insert(number, job);
        number
    }

    /// Changes a query job by `change` and notes what came of it.
    pub(crate) fn change_query<T>(
        &mut self,
        number: u64,
        now: SimTime,
        change: impl FnOnce(&mut QueryJob, &Settings) -> T,
    ) -> Option<T> {
        let job = self.query_jobs.get_mut(&number)?;
        let before = job.state.name();
        let result = change(job, &self.settings);
        let reason = match &job.state {
            QueryState::Failed { message, .. } => Some(message.clone()),
            _ => None,
        };
        let after = (job.state.name(), job.next_deadline(&self.settings));
        self.follow(number, now, Some(before), Some(after), reason);
        Some(result)
    }

    /// Forgets a query job and its results.
    pub(crate) fn remove_query(&mut self, number: u64, now: SimTime) {
        let Some(job) = self.query_jobs.remove(&number) else { return };
        self.follow(number, now, Some(job.state.name()), None, None);
    }

    /// What a query may take and see.
    pub(super) fn query_scope(&self, operation: QueryOperation) -> Scope {
        Scope {
            deleted: operation == QueryOperation::QueryAll,
            sorted_rows_max: self.settings.sorted_rows_max,
        }
    }

    /// The next step of a query job that is due; a budget of 0 hands out nothing that could be run.
    pub(crate) fn query_step(&mut self, number: u64, budget_rows: u32) -> Option<QueryTask> {
        let job = self.query_jobs.get(&number)?;
        let (due, spec) = (job.next_deadline(&self.settings)?, job.spec.clone());
        let scope = self.query_scope(spec.operation);
        let job = self.query_jobs.get_mut(&number)?;
        let QueryState::InProgress(work) = &mut job.state else { return None };
        let run = if budget_rows == 0 { None } else { work.take_run() };
        Some(QueryTask {
            due,
            job: number,
            spec,
            tables: Arc::clone(work.tables()),
            scope,
            run,
            examine: u64::from(budget_rows) * LOOKS_PER_WRITE,
            chunk_end: work.chunk_end(),
        })
    }

    /// Starts a query job whose turn has come: from now on it sees the records as they are now.
    pub(crate) fn begin_query(&mut self, number: u64, now: SimTime) {
        let Some(job) = self.query_jobs.get(&number) else { return };
        let fates = job.fates.clone();
        // What is looked through is not known before; all records of the object are.
        let prefix = job.spec.query.object.key_prefix;
        let rows = || self.tables.table(prefix).map_or(0, |table| table.len() as u64);
        let forced = if fates.is_empty() { None } else { fates.forced_end(rows()) };
        if let Some(forced) = forced.filter(|forced| forced.at_row == 0) {
            self.end_query(number, now, &forced.end);
            return;
        }
        let tables = Arc::new(self.tables.clone());
        let stops_at = forced.map(|forced| forced.at_row);
        let work = QueryWork::start(now, tables, stops_at, &self.settings, &fates);
        let state = QueryState::InProgress(Box::new(work));
        self.change_query(number, now, |job, _| job.enter(now, state));
    }

    /// Takes in a step that was run, unless the job has gone on without it.
    pub(crate) fn take_query_step(&mut self, done: QueryTaskDone) {
        let QueryTaskDone { due, job: number, outcome } = done;
        let runs = |job: &QueryJob| matches!(job.state, QueryState::InProgress(_));
        if !self.query_jobs.get(&number).is_some_and(runs) {
            return;
        }
        let fates = self.query_jobs.get(&number).map(|job| job.fates.clone()).unwrap_or_default();
        let forced = match &outcome {
            Outcome::Found { results, .. } => fates.forced_end(results.total()),
            Outcome::More(_) | Outcome::Refused(_) => None,
        };
        if let (Outcome::Found { bytes, .. }, None) = (&outcome, forced) {
            self.usage.query_bytes.add(due, *bytes);
        }
        self.change_query(number, due, |job, settings| {
            let QueryState::InProgress(work) = &mut job.state else { return };
            match (outcome, forced) {
                (Outcome::More(run), _) => work.take_back(run, settings, &job.fates),
                (Outcome::Found { .. }, Some(forced)) => work.count(forced.at_row),
                (Outcome::Found { results, .. }, None) => {
                    let finished = work.finish(due, results);
                    job.enter(due, QueryState::JobComplete(finished));
                }
                (Outcome::Refused(why), _) => job.fail(due, why.to_string()),
            }
        });
        if let Some(forced) = forced {
            self.end_query(number, due, &forced.end);
        }
    }

    /// Ends a query job against the rules.
    fn end_query(&mut self, number: u64, now: SimTime, end: &EndOfJob<'_>) {
        if self.change_query(number, now, |job, _| job.end(now, end)) == Some(true) {
            self.remove_query(number, now);
        }
    }
}
