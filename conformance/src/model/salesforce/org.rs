//! One org: its jobs, its records, its clock, and the answer to each command.

use std::collections::BTreeMap;

use super::command::{Command, JobName, NewJob, Operation, ResultSet};
use super::job::{Job, Stage, State};
use super::prediction::{Body, Prediction, ResultRow, ResultTable};
use super::records::{Record, RecordName, Records};
use super::rows::Outcome;
use super::settings::{ObjectRules, Settings};
use super::upload::{Cell, RecordRef, Upload};
use super::view::{Call, view};

/// The ingest machine of one org.
#[derive(Debug, Clone)]
pub struct Org {
    settings: Settings,
    jobs: BTreeMap<JobName, Job>,
    records: BTreeMap<String, Records>,
}

impl Org {
    /// An org without jobs and records.
    pub fn new(settings: Settings) -> Self {
        Org { settings, jobs: BTreeMap::new(), records: BTreeMap::new() }
    }

    /// Plays time up to `now`, then the command, and says what the answer must be.
    ///
    /// Jobs that are due at the same instant are played in the order of their names; the sheet
    /// knows no rule, so a driver should not let that happen.
    pub fn apply(&mut self, now: u64, command: &Command) -> Prediction {
        self.advance_to(now);
        match command {
            Command::Create(new) => self.create(new),
            Command::List => self.list(),
            Command::Upload(job, upload) => {
                let upload = self.resolve(*job, upload);
                self.on(*job, |job, _| put(job, upload))
            }
            Command::Close(job) => self.on(*job, |job, settings| close(job, now, settings)),
            Command::Abort(job) => self.on(*job, abort),
            Command::Delete(job) => self.delete(*job),
            Command::Info(job) => self.on(*job, |job, settings| {
                Prediction::ok(Body::Job(view(job, Call::Info, settings)))
            }),
            Command::Results(job, set) => self.on(*job, |job, _| results(job, *set)),
        }
    }

    /// Lets time pass: every batch that ends by `now` is committed, each at its own instant.
    pub fn advance_to(&mut self, now: u64) {
        let due = |(name, job): (&JobName, &Job)| Some((job.due_at()?, *name));
        while let Some((at, name)) = self.jobs.iter().filter_map(due).min() {
            let Some(job) = self.jobs.get_mut(&name).filter(|_| at <= now) else { break };
            let records = self.records.entry(job.new.object.to_lowercase()).or_default();
            job.play(at, &self.settings, records);
        }
    }

    /// When something next changes by itself.
    pub fn next_event(&self) -> Option<u64> {
        self.jobs.values().filter_map(Job::due_at).min()
    }

    /// The state of a job, if there is one of this name.
    pub fn state(&self, job: JobName) -> Option<State> {
        self.jobs.get(&job).map(Job::state)
    }

    /// What became of the rows of a job so far.
    pub fn outcomes(&self, job: JobName) -> &[Outcome] {
        self.jobs.get(&job).map_or(&[], |job| &job.outcomes)
    }

    /// Every record of an object that ever was, the deleted ones too.
    pub fn records(&self, object: &str) -> impl Iterator<Item = (RecordName, &Record)> {
        self.records.get(&object.to_lowercase()).into_iter().flat_map(Records::all)
    }

    /// The names of all jobs that were not deleted.
    pub fn jobs(&self) -> impl Iterator<Item = JobName> {
        self.jobs.keys().copied()
    }

    /// What was asked when a job was created.
    pub fn job(&self, job: JobName) -> Option<&NewJob> {
        self.jobs.get(&job).map(|job| &job.new)
    }

    /// How many uploads a job was given.
    pub fn uploads(&self, job: JobName) -> usize {
        self.jobs.get(&job).map_or(0, |job| job.uploads.len())
    }

    /// The upload with each reference to a record that does not exist yet turned into an id that
    /// never existed: so must the driver write it too.
    pub fn resolve(&self, job: JobName, upload: &Upload) -> Upload {
        let object = self.jobs.get(&job).map(|job| job.new.object.to_lowercase());
        let records = object.and_then(|object| self.records.get(&object));
        let exists = |name| records.is_some_and(|records| records.get(name).is_some());
        let mut upload = upload.clone();
        for cell in upload.rows.iter_mut().flatten() {
            if let Cell::Record(RecordRef::Made(name)) = *cell
                && !exists(name)
            {
                *cell = Cell::Record(RecordRef::Never(name));
            }
        }
        upload
    }

    fn create(&mut self, new: &NewJob) -> Prediction {
        let refused = |text: String| Prediction::refused("INVALIDJOB", text);
        let Some(rules) = self.settings.object(&new.object) else {
            return refused(format!("InvalidJob : Unable to find object: {}", new.object));
        };
        if let Some(text) = bad_external_id(new, rules) {
            return refused(text);
        }
        let job = Job::open(new.clone());
        let shown = view(&job, Call::Create, &self.settings);
        self.jobs.insert(new.name, job);
        Prediction::ok(Body::Job(shown))
    }

    fn list(&self) -> Prediction {
        let view = |job| view(job, Call::List, &self.settings);
        let views = self.jobs.iter().map(|(name, job)| (*name, view(job)));
        Prediction::ok(Body::List(views.collect()))
    }

    fn on(
        &mut self,
        name: JobName,
        act: impl FnOnce(&mut Job, &Settings) -> Prediction,
    ) -> Prediction {
        match self.jobs.get_mut(&name) {
            Some(job) => act(job, &self.settings),
            None => Prediction::not_found(),
        }
    }

    fn delete(&mut self, name: JobName) -> Prediction {
        match self.state(name) {
            None => Prediction::not_found(),
            Some(State::Open | State::InProgress) => Prediction::refused(
                "API_ERROR",
                "Error encountered when deleting the job because the job is not terminated"
                    .to_owned(),
            ),
            Some(State::UploadComplete | State::JobComplete | State::Aborted | State::Failed) => {
                self.jobs.remove(&name);
                Prediction::done(204)
            }
        }
    }
}

/// As recorded, misspelling included (3.4); `{job}` is where the job's id stands.
const FOUND_MULTIPLE_CONTENTS: &str = "Found multipe contents for job: <{job}>, please 'Close' / \
    'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once \
    on a given Job.";

/// Errors of 3.10 about the external id of an upsert.
fn bad_external_id(new: &NewJob, rules: &ObjectRules) -> Option<String> {
    if new.operation != Operation::Upsert {
        return None;
    }
    let object = &rules.name;
    match new.external_id.as_deref() {
        None => Some(format!(
            "InvalidJob : External ID was blank for {object}. An External ID must be specified \
             for upsert."
        )),
        Some(field) if field.eq_ignore_ascii_case("Id") || rules.external_id(field).is_some() => {
            None
        }
        Some(field) => Some(format!(
            "InvalidJob : Field name provided, {field} does not match an External ID for {object}"
        )),
    }
}

fn put(job: &mut Job, upload: Upload) -> Prediction {
    match job.state() {
        // A second one is accepted, and held against the job when it is closed (3.4).
        State::Open => {
            job.uploads.push(upload);
            Prediction::done(201)
        }
        State::UploadComplete
        | State::InProgress
        | State::JobComplete
        | State::Aborted
        | State::Failed => Prediction::refused("INVALIDJOBSTATE", None),
    }
}

fn close(job: &mut Job, now: u64, settings: &Settings) -> Prediction {
    match job.state() {
        State::Open if job.uploads.len() > 1 => {
            Prediction::refused("INVALIDJOB", FOUND_MULTIPLE_CONTENTS.to_owned())
        }
        State::Open => {
            job.stage = Stage::Queued { start_at: now + settings.queue_wait_ms };
            Prediction::ok(Body::Job(view(job, Call::Patch, settings)))
        }
        State::UploadComplete | State::InProgress => Prediction::refused("INVALIDJOBSTATE", None),
        State::JobComplete => already("Closing", "Completed"),
        State::Aborted => already("Closing", "Aborted"),
        State::Failed => already("Closing", "Failed"),
    }
}

fn abort(job: &mut Job, settings: &Settings) -> Prediction {
    match job.state() {
        State::Open | State::UploadComplete | State::InProgress => {
            job.stage = Stage::Aborted;
            Prediction::ok(Body::Job(view(job, Call::Patch, settings)))
        }
        State::JobComplete => already("Aborting", "Completed"),
        State::Aborted => already("Aborting", "Aborted"),
        State::Failed => already("Aborting", "Failed"),
    }
}

fn already(doing: &str, done: &str) -> Prediction {
    Prediction::refused("INVALIDJOBSTATE", format!("{doing} already {done} Job not allowed"))
}

fn results(job: &Job, set: ResultSet) -> Prediction {
    match job.state() {
        State::Open | State::UploadComplete | State::InProgress => {
            Prediction::refused("INVALIDJOBSTATE", None)
        }
        // Which rows and columns of a file that could not be read come back, no source says.
        State::Failed => Prediction::ok(Body::Unstated),
        State::JobComplete | State::Aborted => Prediction::ok(match job.uploads.as_slice() {
            [] => Body::Nothing,
            [upload] if upload.is_empty() => Body::Nothing,
            [upload] => Body::Table(table(job, upload, set)),
            [_, _, ..] => Body::Unstated,
        }),
    }
}

fn table(job: &Job, upload: &Upload, set: ResultSet) -> ResultTable {
    let wanted = |outcome: Option<&Outcome>| match set {
        ResultSet::Successful => matches!(outcome, Some(Outcome::Saved { .. })),
        ResultSet::Failed => matches!(outcome, Some(Outcome::Refused { .. })),
        ResultSet::Unprocessed => outcome.is_none(),
    };
    let rows = upload.rows.iter().enumerate();
    let rows = rows.map(|(row, cells)| (cells, job.outcomes.get(row)));
    let rows = rows.filter(|(_, outcome)| wanted(*outcome));
    ResultTable {
        added: match set {
            ResultSet::Successful => &["sf__Id", "sf__Created"],
            ResultSet::Failed => &["sf__Id", "sf__Error"],
            ResultSet::Unprocessed => &[],
        },
        columns: upload.columns.clone(),
        newline: job.new.line_ending,
        rows: rows
            .map(|(cells, outcome)| ResultRow { cells: cells.clone(), outcome: outcome.cloned() })
            .collect(),
    }
}
