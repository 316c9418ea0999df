//! The Salesforce side of one org: plain data, and its time line played in bounded steps.
//!
//! Time comes in as an argument. Rows are handed out to be checked without a lock and come back to be
//! written; everything else that falls due is a flip of O(1).

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::faults::RefusedRows;
use super::id::{Id, IdSpace, org_id};
use super::job::{Beginning, Job, Outcomes, State, Work};
use super::listing::Listings;
use super::query::{Cursors, QueryJob, QueryState, QueryTask, QueryTaskDone};
use super::rows::{Committed, Kept, NULL, Plan, Prepared, Wanted, Writer, commit};
use super::schema::{KeyPrefix, Schema};
use super::settings::{HeaderOnly, Settings};
use super::tables::Tables;
use super::upload_flaw::upload_flaw;
use super::usage::Usage;
use crate::core::deadline::Deadlines;
use crate::core::rows::Upload;
use crate::core::table::Source;
use crate::core::time::SimTime;
use crate::core::timeline::{JobLook, Transition};
use crate::faults::JobFates;
use crate::faults::fate::{EndOfJob, RowAttempts};

/// Rows in one batch of the daily limit. Documented.
const QUOTA_BATCH_ROWS: u32 = 10_000;

/// Everything that Salesforce knows of one org.
#[derive(Clone)]
pub struct World {
    /// The org's own id.
    pub org_id: Id,
    /// The seed and name from which the org's ids and orders are drawn.
    pub seed: u64,
    /// The settings in force.
    pub settings: Settings,
    /// The records.
    pub tables: Tables,
    /// What was used of the daily limits.
    pub usage: Usage,
    /// Lists of jobs that a client is paging through.
    pub listings: Listings,
    /// REST queries that a client is paging through.
    pub cursors: Cursors,
    /// What is to become of the jobs that the call under way makes.
    pub(super) fates_of_new: JobFates,
    /// How often rows were refused that are taken after some attempts.
    row_attempts: RowAttempts,
    jobs: BTreeMap<u64, Job>,
    /// Ids of both kinds of jobs come from one counter.
    pub(super) query_jobs: BTreeMap<u64, QueryJob>,
    pub(super) jobs_made: u64,
    deadlines: Deadlines<u64>,
    transitions: Vec<Transition>,
}

/// Work that is due: to be done by [`Task::work`] with no lock held, then taken in by
/// [`World::take_in`].
pub enum Task {
    /// Rows of an ingest job, to be checked.
    Rows(RowsTask),
    /// A step of a query job.
    Query(Box<QueryTask>),
}

/// Rows of an ingest job that are due.
pub struct RowsTask {
    due: SimTime,
    job: u64,
    plan: Arc<Plan>,
    upload: Arc<Upload>,
    rows: Range<u32>,
    fates: JobFates,
}

/// Work that was done and is to be taken in.
pub enum Worked {
    /// Rows that were checked, and those of them that faults are to refuse.
    Rows(RowsTask, Prepared, RefusedRows),
    /// A step of a query job.
    Query(Box<QueryTaskDone>),
}

impl Task {
    /// The instant on the time line to which it belongs.
    pub fn due(&self) -> SimTime {
        match self {
            Self::Rows(task) => task.due,
            Self::Query(task) => task.due,
        }
    }

    /// Does what needs no lock.
    pub fn work(self) -> Worked {
        match self {
            Self::Rows(task) => {
                let prepared = super::rows::prepare(&task.plan, &task.upload, task.rows.clone());
                let refused = RefusedRows::of(&task.fates, &task.upload, task.rows.clone());
                Worked::Rows(task, prepared, refused)
            }
            Self::Query(task) => Worked::Query(Box::new(task.run())),
        }
    }
}

/// What is next on the time line.
pub enum Next {
    /// Nothing is due.
    Idle,
    /// Work is due.
    Work(Task),
}

impl World {
    /// The Salesforce side of a fresh org.
    pub fn new(seed: u64, org_name: &str, schema: Arc<Schema>, settings: Settings) -> Self {
        let ids = IdSpace::of_org(seed, org_name);
        Self {
            org_id: org_id(seed, org_name),
            seed: crate::core::random::key(seed, &["salesforce", org_name]),
            settings,
            tables: Tables::new(schema, ids, org_id(seed, org_name)),
            usage: Usage::default(),
            listings: Listings::default(),
            cursors: Cursors::default(),
            fates_of_new: JobFates::default(),
            row_attempts: RowAttempts::default(),
            jobs: BTreeMap::new(),
            query_jobs: BTreeMap::new(),
            jobs_made: 0,
            deadlines: Deadlines::default(),
            transitions: Vec::new(),
        }
    }

    /// The id of a job by its number.
    pub fn job_id(&self, number: u64) -> Id {
        self.tables.ids().id(KeyPrefix::JOB, number)
    }

    /// The job that an id of 15 or 18 characters names.
    pub fn job(&self, id: &str) -> Option<&Job> {
        self.jobs.get(&self.number_in_job_id(id)?)
    }

    /// The number in an id of 15 or 18 characters that may be a job's, whether there is one or not.
    pub(super) fn number_in_job_id(&self, id: &str) -> Option<u64> {
        let id = Id::parse(id).filter(|id| id.prefix() == KeyPrefix::JOB.as_str())?;
        self.tables.ids().number(&id)
    }

    /// How many records each object has that has any, deleted ones left out.
    pub fn record_counts(&self) -> BTreeMap<String, usize> {
        let schema = self.tables.schema();
        let count = |object: &Arc<super::schema::Object>| {
            let records = self.tables.table(object.key_prefix)?.len();
            (records > 0).then(|| (object.name.clone(), records))
        };
        schema.objects().filter_map(count).collect()
    }

    /// The number of the job of either type that an id names.
    pub fn job_number(&self, id: &str) -> Option<u64> {
        let is_job = |n: &u64| self.jobs.contains_key(n) || self.query_jobs.contains_key(n);
        self.number_in_job_id(id).filter(is_job)
    }

    /// All ingest jobs, oldest first.
    pub fn jobs(&self) -> impl Iterator<Item = &Job> {
        self.jobs.values()
    }

    /// Adds a job that `make` makes from its number.
    pub fn add_job(&mut self, make: impl FnOnce(u64) -> Job) -> u64 {
        self.jobs_made += 1;
        let job = make(self.jobs_made);
        let number = job.number;
        let (state, due) = (job.state.name(), job.next_deadline(&self.settings));
        self.follow(number, job.created, None, Some((state, due)), None);
        self.jobs.insert(number, job);
        number
    }

    /// Changes a job by `change` and notes what came of it.
    pub fn change_job<T>(
        &mut self,
        number: u64,
        now: SimTime,
        change: impl FnOnce(&mut Job, &Settings) -> T,
    ) -> Option<T> {
        let job = self.jobs.get_mut(&number)?;
        let before = job.state.name();
        let result = change(job, &self.settings);
        let reason = match &job.state {
            State::Failed { message, .. } => Some(message.clone()),
            _ => None,
        };
        let after = (job.state.name(), job.next_deadline(&self.settings));
        self.follow(number, now, Some(before), Some(after), reason);
        Some(result)
    }

    /// Forgets a job; its rows live on in the table.
    pub fn remove_job(&mut self, number: u64, now: SimTime) {
        let Some(job) = self.jobs.remove(&number) else { return };
        self.follow(number, now, Some(job.state.name()), None, None);
        let table = self.tables.existing_mut(job.spec.object.key_prefix);
        if let Some((table, source)) = table.zip(job.source()) {
            drop(job);
            table.compact(source);
        }
    }

    /// When something is next due.
    pub fn next_deadline(&self) -> Option<SimTime> {
        self.deadlines.next().map(|(at, _)| at)
    }

    /// When a job is next due to do more than to be forgotten.
    pub fn next_work(&self) -> Option<SimTime> {
        let ingest = self.jobs().filter(|job| job.state.is_at_work());
        let ingest = ingest.filter_map(|job| job.next_deadline(&self.settings));
        let queries = self.query_jobs.values().filter(|job| job.is_at_work());
        ingest.chain(queries.filter_map(|job| job.next_deadline(&self.settings))).min()
    }

    /// What a client would see of a job now.
    pub fn look(&self, number: u64) -> Option<JobLook> {
        if let Some(job) = self.query_jobs.get(&number) {
            let counted = Some((job.processed(), 0));
            return Some(JobLook { state: job.state.name(), counted });
        }
        let job = self.jobs.get(&number)?;
        let counted = match &job.state {
            State::InProgress(work) => Some(work.visible()),
            State::Open(_) | State::HeldOpen { .. } | State::UploadComplete { .. } => None,
            State::JobComplete(ended) | State::Aborted(ended) | State::Failed { ended, .. } => {
                Some((ended.outcomes.processed(), ended.outcomes.failed()))
            }
        };
        let counted = counted.map(|(rows, failed)| (u64::from(rows), u64::from(failed)));
        Some(JobLook { state: job.state.name(), counted })
    }

    /// When a job that was closed and is not over is next due.
    pub fn work_deadline(&self, number: u64) -> Option<SimTime> {
        if let Some(job) = self.query_jobs.get(&number) {
            return job.next_deadline(&self.settings).filter(|_| job.is_at_work());
        }
        let job = self.jobs.get(&number)?;
        job.next_deadline(&self.settings).filter(|_| job.state.is_at_work())
    }

    /// Plays what is due up to `now`, in order, until work is due.
    pub fn play(&mut self, now: SimTime, budget_rows: u32) -> Next {
        while let Some((due, number)) = self.deadlines.due(now) {
            if let Some(job) = self.query_jobs.get(&number) {
                match &job.state {
                    _ if job.gone_at().is_some_and(|at| at <= due) => {
                        self.remove_query(number, due);
                    }
                    QueryState::UploadComplete { .. } => self.begin_query(number, due),
                    QueryState::InProgress(_) => match self.query_step(number, budget_rows) {
                        Some(step) => return Next::Work(Task::Query(Box::new(step))),
                        None => return Next::Idle,
                    },
                    QueryState::JobComplete(_)
                    | QueryState::Aborted(_)
                    | QueryState::Failed { .. } => self.remove_query(number, due),
                }
                continue;
            }
            let Some(job) = self.jobs.get(&number) else {
                self.deadlines.set(number, None);
                continue;
            };
            match &job.state {
                _ if job.gone_at().is_some_and(|at| at <= due) => self.remove_job(number, due),
                State::InProgress(work) => {
                    return Next::Work(Task::Rows(RowsTask {
                        due,
                        job: number,
                        plan: Arc::clone(&work.plan),
                        upload: Arc::clone(&work.upload),
                        rows: work.next_rows(budget_rows),
                        fates: job.fates.clone(),
                    }));
                }
                State::UploadComplete { .. } => self.begin(number, due),
                State::HeldOpen { until, .. } if until.is_some_and(|at| at <= due) => {
                    self.change_job(number, due, |job, settings| job.release(due, settings));
                }
                State::Open(_) | State::HeldOpen { .. } => {
                    self.change_job(number, due, |job, _| job.expire_open(due));
                }
                State::JobComplete(_) | State::Aborted(_) | State::Failed { .. } => {
                    self.remove_job(number, due);
                }
            }
        }
        Next::Idle
    }

    /// Takes in work that was done.
    pub fn take_in(&mut self, worked: Worked) {
        match worked {
            Worked::Rows(task, prepared, refused) => self.write(&task, prepared, &refused),
            Worked::Query(step) => self.take_query_step(*step),
        }
    }

    /// Writes rows that were checked, unless the job has gone on without them.
    fn write(&mut self, task: &RowsTask, mut prepared: Prepared, refused: &RefusedRows) {
        let Some(job) = self.jobs.get(&task.job) else { return };
        let State::InProgress(work) = &job.state else { return };
        if work.next_rows(u32::MAX).start != task.rows.start {
            return;
        }
        let (plan, source, by) = (Arc::clone(&work.plan), work.source, job.spec.created_by);
        refused.refuse(&mut prepared, &mut self.row_attempts);
        let at = self.tables.table_mut(&plan.object).commit(task.due, by);
        let writer =
            Writer { plan: &plan, upload: &task.upload, kept: Kept::Rows(source), commit: at };
        let mut outcomes = Outcomes::with_capacity(prepared.checked.len());
        let mut failure = None;
        for outcome in commit(&mut self.tables, &writer, &prepared) {
            outcomes.push(&outcome);
            if let Committed::FailsJob(message) = outcome {
                failure = Some(message);
            }
        }
        let due = task.due;
        let gone = self.change_job(task.job, due, |job, settings| match failure {
            Some(message) => {
                job.fail(due, outcomes, message, settings);
                false
            }
            None => job.advance(due, outcomes, settings),
        });
        if gone == Some(true) {
            self.remove_job(task.job, due);
        }
    }

    /// The jobs that were made since the changes of state were last taken.
    pub fn jobs_just_made(&self) -> Vec<String> {
        let made = self.transitions.iter().filter(|change| change.from.is_none());
        made.map(|change| change.job.clone()).collect()
    }

    /// Takes the changes of state since the last call.
    pub fn take_transitions(&mut self) -> Vec<Transition> {
        std::mem::take(&mut self.transitions)
    }

    /// Starts the work on a closed job.
    fn begin(&mut self, number: u64, now: SimTime) {
        let Some(job) = self.jobs.get(&number) else { return };
        let State::UploadComplete { upload, .. } = &job.state else { return };
        let (upload, fates) = (Arc::clone(upload), job.fates.clone());
        let forced = fates.forced_end(u64::from(upload.row_count()));
        let end = forced.filter(|forced| forced.at_row == 0).map(|forced| forced.end);
        let beginning = match self.read_upload(job, &upload) {
            Err(message) => Beginning::Fail(message),
            Ok(_) if end.is_some() => match end {
                Some(EndOfJob::Fails(message)) => Beginning::Fail(message.to_owned()),
                Some(EndOfJob::Vanishes) => return self.remove_job(number, now),
                Some(EndOfJob::IsAborted) | None => Beginning::Abort,
            },
            Ok(None) => Beginning::Nothing,
            Ok(Some(_)) if !self.takes_batches(now, upload.row_count()) => {
                // Recorded with the older API (3.9).
                Beginning::Fail("ExceededQuota : ApiBatchItems Limit exceeded".into())
            }
            Ok(Some(plan)) => {
                let source = Source::new(Arc::clone(&upload), &plan.table_columns(), NULL);
                let object = Arc::clone(&plan.object);
                let source = self.tables.table_mut(&object).add_source(Arc::new(source));
                let work = Work::start(now, Arc::new(plan), upload, source, &self.settings, &fates);
                Beginning::Work(Box::new(work))
            }
        };
        self.change_job(number, now, |job, _| job.begin(now, beginning));
    }

    /// Counts the batches of a job against the daily limit, if they fit it.
    fn takes_batches(&mut self, now: SimTime, rows: u32) -> bool {
        let batches = u64::from(rows.div_ceil(QUOTA_BATCH_ROWS));
        let fits = self.usage.batches.used(now) + batches <= self.settings.daily_batches;
        if fits {
            self.usage.batches.add(now, batches);
        }
        fits
    }

    /// What an upload's columns mean; `None` if there is nothing to do; else why it fails the job.
    fn read_upload(&self, job: &Job, upload: &Upload) -> Result<Option<Plan>, String> {
        let settings = &self.settings;
        if upload.body_bytes() == 0 {
            return Ok(None);
        }
        upload_flaw(upload, job.spec.line_ending, settings).map_or(Ok(()), Err)?;
        let wanted = Wanted {
            schema: self.tables.schema(),
            settings,
            object: &job.spec.object,
            operation: job.spec.operation,
            upsert_key: job.spec.upsert_key,
        };
        let plan = Plan::read(&wanted, upload.header(), upload.delimiter());
        let plan = plan.map_err(|error| error.0)?;
        if upload.row_count() == 0 {
            return match settings.header_only_file {
                HeaderOnly::Complete => Ok(None),
                HeaderOnly::Fail => Err(settings.messages.header_only_file.clone()),
            };
        }
        Ok(Some(plan))
    }

    /// Follows a job of either type to its state and to what is next due of it, `None` for one that is
    /// gone: the time line knows of the one, the journal hears of the other.
    pub(super) fn follow(
        &mut self,
        number: u64,
        at: SimTime,
        from: Option<&'static str>,
        to: Option<(&'static str, Option<SimTime>)>,
        reason: Option<String>,
    ) {
        self.deadlines.set(number, to.and_then(|(_, due)| due));
        let to = to.map(|(state, _)| state);
        if from != to {
            let job = self.job_id(number).to_string();
            self.transitions.push(Transition { at, job, from, to, reason });
        }
    }
}
