//! One job: its states (3.5), its timeline, and how the rows of its upload are played.

use super::command::{NewJob, Operation};
use super::records::Records;
use super::rows::{Batch, Outcome};
use super::settings::{ObjectRules, Settings};
use super::upload::Upload;

/// `state` as clients see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the provider's own words")]
pub enum State {
    Open,
    UploadComplete,
    InProgress,
    JobComplete,
    Aborted,
    Failed,
}

impl State {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            State::Open => "Open",
            State::UploadComplete => "UploadComplete",
            State::InProgress => "InProgress",
            State::JobComplete => "JobComplete",
            State::Aborted => "Aborted",
            State::Failed => "Failed",
        }
    }
}

/// A state together with what is true only in it.
#[derive(Debug, Clone)]
pub(super) enum Stage {
    Open,
    Queued {
        start_at: u64,
    },
    Running {
        batch_at: u64,
    },
    Complete,
    Aborted,
    /// The texts of `errorMessage` that the sheet allows.
    Failed {
        messages: Vec<String>,
    },
}

#[derive(Debug, Clone)]
pub(super) struct Job {
    pub(super) new: NewJob,
    pub(super) stage: Stage,
    /// Every PUT that was accepted; more than one cannot be closed (3.4).
    pub(super) uploads: Vec<Upload>,
    /// What became of the rows processed so far, in the order of the file.
    pub(super) outcomes: Vec<Outcome>,
}

impl Job {
    pub(super) fn open(new: NewJob) -> Self {
        Job { new, stage: Stage::Open, uploads: Vec::new(), outcomes: Vec::new() }
    }

    pub(super) fn state(&self) -> State {
        match self.stage {
            Stage::Open => State::Open,
            Stage::Queued { .. } => State::UploadComplete,
            Stage::Running { .. } => State::InProgress,
            Stage::Complete => State::JobComplete,
            Stage::Aborted => State::Aborted,
            Stage::Failed { .. } => State::Failed,
        }
    }

    pub(super) fn refused_rows(&self) -> usize {
        self.outcomes.iter().filter(|o| matches!(o, Outcome::Refused { .. })).count()
    }

    /// When the server next changes this job by itself.
    pub(super) fn due_at(&self) -> Option<u64> {
        match self.stage {
            Stage::Queued { start_at } => Some(start_at),
            Stage::Running { batch_at } => Some(batch_at),
            Stage::Open | Stage::Complete | Stage::Aborted | Stage::Failed { .. } => None,
        }
    }

    /// Plays what is due at `now`.
    pub(super) fn play(&mut self, now: u64, settings: &Settings, records: &mut Records) {
        let Some(rules) = settings.object(&self.new.object) else { return };
        match self.stage {
            Stage::Queued { .. } => self.start(now, settings, rules),
            Stage::Running { .. } => self.play_batch(now, settings, rules, records),
            Stage::Open | Stage::Complete | Stage::Aborted | Stage::Failed { .. } => {}
        }
    }

    fn start(&mut self, now: u64, settings: &Settings, rules: &ObjectRules) {
        let messages = self.uploads.first().map_or(Vec::new(), |u| self.faults_of_file(u, rules));
        if messages.is_empty() {
            self.go_on(now, settings);
        } else {
            self.stage = Stage::Failed { messages };
        }
    }

    fn play_batch(&mut self, now: u64, by: &Settings, rules: &ObjectRules, records: &mut Records) {
        let rows = self.next_batch(by);
        if let Some(upload) = self.uploads.first() {
            let mut batch = Batch { job: &self.new, rules, upload, records };
            self.outcomes.extend(batch.play(rows, by.chunk_rows));
        }
        self.go_on(now, by);
    }

    fn go_on(&mut self, now: u64, settings: &Settings) {
        let rows = self.next_batch(settings).len() as u64;
        self.stage = match rows {
            0 => Stage::Complete,
            rows => Stage::Running { batch_at: now + rows * settings.per_record_ms },
        };
    }

    fn next_batch(&self, settings: &Settings) -> std::ops::Range<usize> {
        let (done, all) = (self.outcomes.len(), self.uploads.first().map_or(0, |u| u.rows.len()));
        done..all.min(done + settings.batch_rows)
    }

    /// What fails the whole job (3.9); with several faults any of the texts will do.
    fn faults_of_file(&self, upload: &Upload, rules: &ObjectRules) -> Vec<String> {
        if upload.is_empty() {
            return Vec::new();
        }
        let not_found = |name: &str| format!("InvalidBatch : Field name not found : {name}");
        let mut messages = Vec::new();
        if upload.newline != self.new.line_ending {
            let word = self.new.line_ending.word();
            messages.push(format!(
                "ClientInputError : LineEnding is invalid on user data. Current LineEnding \
                 setting is {word}"
            ));
        }
        let known = |name: &str| name.eq_ignore_ascii_case("Id") || rules.field(name).is_some();
        messages.extend(upload.columns.iter().filter(|c| !known(c)).map(|c| not_found(c)));
        if self.new.operation.needs_id() && upload.position("Id").is_none() {
            messages.push(not_found("Id"));
        }
        let is_id = |name: &String| name.eq_ignore_ascii_case("Id");
        if self.new.operation == Operation::Delete && !upload.columns.iter().all(is_id) {
            // The text of v1; no other is known (3.12).
            messages.push("InvalidBatch : The 'delete' batch must contain only ids".to_owned());
        }
        messages
    }
}
