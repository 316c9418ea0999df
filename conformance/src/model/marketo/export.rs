//! Extracts on their way through their states, and what each call answers there (5.3, 5.4).

use super::lanes::{Lanes, Moved, Pace};

/// Where an extract stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExportState {
    /// It was made and nothing else.
    Created,
    /// It waits for its turn.
    Queued,
    /// It goes through the records.
    Processing,
    /// Its file can be read.
    Completed,
    /// It was stopped.
    Cancelled,
}

impl ExportState {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Created => "Created",
            Self::Queued => "Queued",
            Self::Processing => "Processing",
            Self::Completed => "Completed",
            Self::Cancelled => "Cancelled",
        }
    }

    /// The keys of the status object there, in their order.
    fn keys(self, was_queued: bool) -> Vec<&'static str> {
        let mut keys = vec!["exportId", "format", "status", "createdAt"];
        if was_queued {
            keys.push("queuedAt");
        }
        if self >= Self::Processing && self != Self::Cancelled {
            keys.push("startedAt");
        }
        if self == Self::Completed {
            keys.extend(["finishedAt", "numberOfRecords", "fileSize", "fileChecksum"]);
        }
        keys
    }
}

/// What a call must answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// A status object with that state and those keys; no keys where the sheet is silent.
    Status(ExportState, Vec<&'static str>),
    /// A refusal with that code; the message where the sheet gives one.
    Refused(&'static str, Option<&'static str>),
    /// A refusal of which the sheet says nothing more.
    Unstated,
}

/// One extract.
#[derive(Debug, Clone)]
struct Export {
    state: ExportState,
    created_ms: u64,
    /// Each state with the instant since which it holds.
    history: Vec<(u64, ExportState)>,
}

/// All extracts of one user, and their queue.
#[derive(Debug, Clone)]
pub struct Exports {
    jobs: Vec<Export>,
    lanes: Lanes,
    work_ms: u64,
    refresh_ms: u64,
    now_ms: u64,
}

impl Exports {
    /// None yet; each will work for `work_ms`, and what is shown of it changes at most every
    /// `refresh_ms`.
    pub fn new(pace: Pace, work_ms: u64, refresh_ms: u64) -> Self {
        Self { jobs: Vec::new(), lanes: Lanes::new(pace), work_ms, refresh_ms, now_ms: 0 }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.jobs.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.jobs.is_empty()
    }

    /// Time passes.
    pub fn advance_to(&mut self, now_ms: u64) {
        self.now_ms = now_ms;
        for moved in self.lanes.advance_to(now_ms) {
            match moved {
                Moved::Started { job, at_ms } => self.become_(job, at_ms, ExportState::Processing),
                Moved::Finished { job, at_ms } => self.become_(job, at_ms, ExportState::Completed),
            }
        }
    }

    /// `create.json`
    pub fn create(&mut self) -> Due {
        let history = vec![(self.now_ms, ExportState::Created)];
        let state = ExportState::Created;
        self.jobs.push(Export { state, created_ms: self.now_ms, history });
        Due::Status(state, state.keys(false))
    }

    /// `enqueue.json`
    pub fn enqueue(&mut self, job: usize) -> Due {
        match self.jobs[job].state {
            ExportState::Created if self.lanes.is_full() => {
                Due::Refused("1029", Some("Too many jobs in queue"))
            }
            ExportState::Created => {
                self.lanes.enter(job, self.now_ms, self.work_ms);
                self.become_(job, self.now_ms, ExportState::Queued);
                Due::Status(ExportState::Queued, ExportState::Queued.keys(true))
            }
            ExportState::Queued | ExportState::Processing | ExportState::Completed => {
                Due::Refused("1029", Some("Job already queued"))
            }
            ExportState::Cancelled => Due::Unstated,
        }
    }

    /// `cancel.json`
    pub fn cancel(&mut self, job: usize) -> Due {
        match self.jobs[job].state {
            ExportState::Created | ExportState::Queued | ExportState::Processing => {
                self.lanes.leave(job, self.now_ms);
                self.become_(job, self.now_ms, ExportState::Cancelled);
                // What it keeps of the time before is said for one that waited only.
                Due::Status(ExportState::Cancelled, Vec::new())
            }
            ExportState::Completed => Due::Refused("1029", None),
            ExportState::Cancelled => Due::Unstated,
        }
    }

    /// `status.json`
    pub fn status(&self, job: usize) -> Due {
        let shown = self.shown(job);
        let at = self.shown_at(job);
        let was_queued = self.jobs[job]
            .history
            .iter()
            .any(|(since, s)| *since <= at && *s == ExportState::Queued);
        let keys = match shown {
            ExportState::Cancelled => Vec::new(),
            state => state.keys(was_queued),
        };
        Due::Status(shown, keys)
    }

    /// Whether `file.json` has a file; unknown while what is shown lags behind.
    pub fn has_file(&self, job: usize) -> Option<bool> {
        let truth = self.jobs[job].state;
        (self.shown(job) == truth).then_some(truth == ExportState::Completed)
    }

    /// The state that a client is shown.
    pub fn shown(&self, job: usize) -> ExportState {
        let at = self.shown_at(job);
        let known = self.jobs[job].history.iter().rev().find(|(since, _)| *since <= at);
        known.map_or(ExportState::Created, |(_, state)| *state)
    }

    /// The instant whose truth is shown now.
    fn shown_at(&self, job: usize) -> u64 {
        let created = self.jobs[job].created_ms;
        match self.refresh_ms {
            0 => self.now_ms,
            refresh => created + (self.now_ms - created) / refresh * refresh,
        }
    }

    fn become_(&mut self, job: usize, at_ms: u64, state: ExportState) {
        self.jobs[job].state = state;
        self.jobs[job].history.push((at_ms, state));
    }
}
