//! One extract and its states (5.4).
//!
//! Each state holds what is true only in it, and when the ones before were reached, so that what was
//! to be seen at any instant can be told afterwards.

use std::sync::Arc;

use super::super::errors::ApiError;
use super::super::settings::Settings;
use super::extraction::Extraction;
use super::file::Extract;
use super::spec::ExportSpec;
use super::work::Progress;
use crate::core::lie::Lie;
use crate::core::time::SimTime;
use crate::faults::JobFates;
use crate::faults::fate::EndOfJob;

/// One extract.
#[derive(Clone)]
pub struct ExportJob {
    /// The mail address of the API user that it belongs to (1.5).
    pub user: String,
    /// What it extracts.
    pub spec: Arc<ExportSpec>,
    /// When it was made.
    pub created: SimTime,
    /// What becomes of it against the rules; nothing as a rule.
    pub fates: JobFates,
    /// Its state.
    pub state: State,
}

/// The states of an extract.
#[derive(Clone)]
pub enum State {
    /// It waits for its client.
    Created,
    /// It was put into the queue and does not get there: a fault. It looks as it did before.
    Held {
        /// Until when; for ever if absent.
        until: Option<SimTime>,
    },
    /// It waits for its turn.
    Queued(Queued),
    /// It works.
    Processing(Box<Processing>),
    /// It has its file.
    Completed(Completed),
    /// It came to nothing.
    Failed {
        /// How it got there.
        began: Began,
        /// When.
        at: SimTime,
        /// Why.
        message: String,
    },
    /// Its client gave it up.
    Cancelled {
        /// When it was put into the queue, if it was.
        queued: Option<SimTime>,
        /// When its work began, if it did.
        started: Option<SimTime>,
        /// When it was given up.
        at: SimTime,
    },
}

/// A job in the queue.
#[derive(Clone, Copy)]
pub struct Queued {
    /// Since when.
    pub at: SimTime,
    /// Its place: lower ones come first.
    pub place: u64,
}

/// When a job was put into the queue, and when its work began.
#[derive(Clone, Copy)]
pub struct Began {
    /// When it was put into the queue.
    pub queued: SimTime,
    /// When its work began.
    pub started: SimTime,
}

/// A job that works.
#[derive(Clone)]
pub struct Processing {
    /// How it got there.
    pub began: Began,
    /// When it will be done; never for one that a fault holds.
    pub due: Option<SimTime>,
    /// How many records are looked at before it is brought to an end, by a fault.
    pub stops_at: Option<u64>,
    /// What it reads and writes.
    pub extraction: Arc<Extraction>,
    /// How far it is.
    pub progress: Progress,
}

impl Processing {
    /// Whether a fault ends it before the next record.
    pub fn is_stopped(&self) -> bool {
        self.stops_at.is_some_and(|at| self.progress.examined() >= at)
    }
}

/// A job that has its file.
#[derive(Clone)]
pub struct Completed {
    /// How it got there.
    pub began: Began,
    /// When.
    pub at: SimTime,
    /// Records in the file.
    pub records: u64,
    /// Bytes of the file.
    pub bytes: u64,
    /// SHA-256 of the file, in hex.
    pub sha256: String,
    /// The file, as long as it is kept.
    pub file: Option<Arc<Extract>>,
}

impl ExportJob {
    /// A new job.
    pub fn new(user: &str, spec: ExportSpec, now: SimTime, fates: JobFates) -> Self {
        let (user, spec) = (user.to_owned(), Arc::new(spec));
        Self { user, spec, created: now, fates, state: State::Created }
    }

    /// Whether it stands in the queue, in which those that work count too (section 3).
    pub fn is_in_queue(&self) -> bool {
        matches!(self.state, State::Held { .. } | State::Queued(_) | State::Processing(_))
    }

    /// Whether it may be put into the queue.
    ///
    /// # Errors
    /// 1029, for one that was (documented) and for one that was given up or failed (assumed).
    pub fn may_be_enqueued(&self, settings: &Settings) -> Result<(), ApiError> {
        match self.state {
            State::Created => Ok(()),
            State::Held { .. } | State::Queued(_) | State::Processing(_) | State::Completed(_) => {
                Err(ApiError::already_queued())
            }
            State::Cancelled { .. } | State::Failed { .. } => Err(is_over(settings)),
        }
    }

    /// Gives it up.
    ///
    /// # Errors
    /// 1029 for one that is over: a client saw it for a completed one, the rest is assumed.
    pub fn cancel(&mut self, now: SimTime, settings: &Settings) -> Result<(), ApiError> {
        let (queued, started) = match &self.state {
            State::Created | State::Held { .. } => (None, None),
            State::Queued(queued) => (Some(queued.at), None),
            State::Processing(work) => (Some(work.began.queued), Some(work.began.started)),
            State::Completed(done) if Lie::CompletedExtractIsCancelled.is_told() => {
                (Some(done.began.queued), Some(done.began.started))
            }
            State::Completed(_) | State::Failed { .. } | State::Cancelled { .. } => {
                return Err(is_over(settings));
            }
        };
        self.state = State::Cancelled { queued, started, at: now };
        Ok(())
    }

    /// Takes a step of its work that got further than what is known; `true` if the job is done now.
    /// A step that comes back after the job was given up, or that others overtook, is thrown away.
    pub fn take_step(&mut self, progress: Progress, at: SimTime) -> bool {
        let State::Processing(work) = &mut self.state else { return false };
        if progress.examined() < work.progress.examined() {
            return false;
        }
        if !progress.is_done() {
            work.progress = progress;
            return false;
        }
        let (records, bytes, sha256) = (progress.records(), progress.bytes(), progress.sha256());
        let file = Arc::new(Extract::new(Arc::clone(&work.extraction), progress));
        self.state = State::Completed(Completed {
            began: work.began,
            at,
            records,
            bytes,
            sha256,
            file: Some(file),
        });
        true
    }

    /// The state in which a fault ends its work; `None` for one that is gone then.
    pub fn forced_end(&self, began: Began, at: SimTime) -> Option<State> {
        match self.fates.end()? {
            EndOfJob::Fails(message) => Some(State::Failed { began, at, message: message.into() }),
            EndOfJob::IsAborted => {
                let (queued, started) = (Some(began.queued), Some(began.started));
                Some(State::Cancelled { queued, started, at })
            }
            EndOfJob::Vanishes => None,
        }
    }

    /// Whether it never leaves the state in which it is.
    pub fn is_stuck(&self) -> bool {
        self.is_in_queue() && self.fates.ends_in(self.word())
    }

    /// When it is gone, by a fault.
    pub fn vanishes_at(&self) -> Option<SimTime> {
        self.fates.vanishes_after().map(|span| self.created + span)
    }

    /// The file that can be read of it at `now`.
    pub fn file(&self, now: SimTime) -> Option<Arc<Extract>> {
        let State::Completed(done) = &self.state else { return None };
        let there = !self.fates.results_are_to_come(done.at, now)
            && !self.fates.results_are_gone(done.at, now);
        done.file.clone().filter(|_| there)
    }

    /// When it came to its end, if it did.
    pub fn ended(&self) -> Option<SimTime> {
        match &self.state {
            State::Created | State::Held { .. } | State::Queued(_) | State::Processing(_) => None,
            State::Completed(Completed { at, .. })
            | State::Failed { at, .. }
            | State::Cancelled { at, .. } => Some(*at),
        }
    }

    /// When it will be forgotten: some time after its end, or after its making if it was never put
    /// into the queue (the latter is assumed).
    pub fn forgotten(&self, settings: &Settings) -> Option<SimTime> {
        let since = match &self.state {
            State::Created => self.created,
            State::Held { .. } | State::Queued(_) | State::Processing(_) => return None,
            State::Completed(_) | State::Failed { .. } | State::Cancelled { .. } => self.ended()?,
        };
        Some(since + self.fates.retention(settings.export_status_retention))
    }

    /// When its file will be dropped, if it has one.
    pub fn file_dropped(&self, settings: &Settings) -> Option<SimTime> {
        match &self.state {
            State::Completed(Completed { at, file: Some(_), .. }) => {
                Some(*at + settings.export_file_retention)
            }
            _ => None,
        }
    }

    /// The provider's word for its state. `Cancelled` has two l's in what was recorded.
    pub fn word(&self) -> &'static str {
        match self.state {
            State::Created | State::Held { .. } => "Created",
            State::Queued(_) => "Queued",
            State::Processing(_) => "Processing",
            State::Completed(_) => "Completed",
            State::Failed { .. } => "Failed",
            State::Cancelled { .. } => "Cancelled",
        }
    }
}

fn is_over(settings: &Settings) -> ApiError {
    ApiError::new(1029, &*settings.messages.export_is_over)
}
