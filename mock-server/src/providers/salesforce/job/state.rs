//! An ingest job: one enum, each variant with what is true only in that state.
//!
//! Pure and synchronous: `handle` takes a client's command, `begin` and `advance` take the provider's
//! own steps, `next_deadline` says when the next of them is due. Rows are the business of `rows`.

use std::sync::Arc;

use super::super::settings::Settings;
use super::outcomes::Outcomes;
use super::spec::JobSpec;
use super::work::{Ended, Progress, Work};
use crate::core::lie::Lie;
use crate::core::rows::Upload;
use crate::core::table::SourceId;
use crate::core::time::SimTime;
use crate::faults::JobFates;
use crate::faults::fate::{EndOfJob, Stays};

/// One ingest job.
#[derive(Clone)]
pub struct Job {
    /// The number in its id.
    pub number: u64,
    /// What was asked for.
    pub spec: JobSpec,
    /// When it was made.
    pub created: SimTime,
    /// When it last changed.
    pub modified: SimTime,
    /// Where it stands.
    pub state: State,
    /// What is to become of it against the rules.
    pub fates: JobFates,
}

/// Where a job stands.
#[derive(Clone)]
pub enum State {
    /// It waits for its upload and its closing.
    Open(Uploads),
    /// It was closed, and is still shown as open: a fate.
    HeldOpen {
        /// What was uploaded.
        upload: Arc<Upload>,
        /// When its closing shows, if ever.
        until: Option<SimTime>,
    },
    /// It was closed and waits for its turn.
    UploadComplete {
        /// What was uploaded.
        upload: Arc<Upload>,
        /// When its turn comes.
        starts_at: SimTime,
    },
    /// It is being worked on.
    InProgress(Box<Work>),
    /// It is over, whatever became of its rows.
    JobComplete(Ended),
    /// Somebody stopped it.
    Aborted(Ended),
    /// It could not be worked on.
    Failed {
        /// What there is to read of it.
        ended: Ended,
        /// Why.
        message: String,
    },
}

/// What was uploaded to an open job.
#[derive(Clone, Default)]
pub enum Uploads {
    /// Nothing yet.
    #[default]
    None,
    /// One file, as it should be.
    One(Arc<Upload>),
    /// More than one; the closing will be refused, and all of them come back unprocessed.
    Several(Vec<Arc<Upload>>),
}

/// What a client asks of a job.
pub enum Command {
    /// Take this upload.
    Upload(Arc<Upload>),
    /// No more uploads; start.
    Close,
    /// Stop.
    Abort,
    /// Forget it.
    Delete,
}

/// Why a job does not do what it was asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// It takes no upload in this state.
    NotOpen(&'static str),
    /// It was given several uploads.
    SeveralUploads,
    /// It was given no upload.
    NoUpload,
    /// It cannot be closed or aborted in this state.
    WrongTransition {
        /// `Closing` or `Aborting`.
        verb: &'static str,
        /// The state, as the message names it.
        state: &'static str,
    },
    /// It cannot be deleted while it is under way.
    NotTerminated,
}

impl State {
    /// The provider's word for the state.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Open(_) | Self::HeldOpen { .. } => "Open",
            Self::UploadComplete { .. } => "UploadComplete",
            Self::InProgress(_) => "InProgress",
            Self::JobComplete(_) => "JobComplete",
            Self::Aborted(_) => "Aborted",
            Self::Failed { .. } => "Failed",
        }
    }

    /// The word for the state that a job would have without fates: one that is held open is closed.
    pub fn behind_fates(&self) -> &'static str {
        match self {
            Self::HeldOpen { .. } => "UploadComplete",
            other => other.name(),
        }
    }

    /// The state's word in a refusal: `Aborting already Completed Job not allowed`. Recorded.
    fn refusal_name(&self) -> &'static str {
        match self {
            Self::JobComplete(_) => "Completed",
            Self::Open(_)
            | Self::HeldOpen { .. }
            | Self::UploadComplete { .. }
            | Self::InProgress(_)
            | Self::Aborted(_)
            | Self::Failed { .. } => self.name(),
        }
    }

    /// Whether it was closed and is going to its end; one that is held open for ever is not.
    pub fn is_at_work(&self) -> bool {
        match self {
            Self::HeldOpen { until, .. } => until.is_some(),
            Self::UploadComplete { .. } | Self::InProgress(_) => true,
            Self::Open(_) | Self::JobComplete(_) | Self::Aborted(_) | Self::Failed { .. } => false,
        }
    }
}

impl Job {
    /// A new job, open.
    pub fn open(number: u64, spec: JobSpec, now: SimTime, fates: JobFates) -> Self {
        let state = State::Open(Uploads::None);
        Self { number, spec, created: now, modified: now, state, fates }
    }

    /// Does what a client asks.
    ///
    /// # Errors
    /// Why the state forbids it; the job is then unchanged.
    pub fn handle(
        &mut self,
        now: SimTime,
        command: Command,
        settings: &Settings,
    ) -> Result<(), Refusal> {
        match command {
            Command::Upload(upload) => self.take(upload)?,
            Command::Close => self.close(now, settings)?,
            Command::Abort => self.abort(now)?,
            Command::Delete => return self.may_delete(),
        }
        self.modified = now;
        Ok(())
    }

    /// When the provider next does something to the job; `None` for one that stays as it is for ever.
    pub fn next_deadline(&self, settings: &Settings) -> Option<SimTime> {
        let open_until = self.created + settings.open_job_retention;
        let own = match &self.state {
            State::Open(_) => return earlier(Some(open_until), self.gone_at()),
            State::HeldOpen { until, .. } => {
                return earlier(earlier(Some(open_until), *until), self.gone_at());
            }
            State::UploadComplete { starts_at, .. } => *starts_at,
            State::InProgress(work) => work.batch_due(),
            State::JobComplete(ended) | State::Aborted(ended) | State::Failed { ended, .. } => {
                let kept = self.fates.retention(settings.job_retention);
                ended.at + kept + self.fates.held_for(self.state.name())
            }
        };
        let own = (!self.fates.ends_in(self.state.name())).then_some(own);
        earlier(own, self.gone_at())
    }

    /// When it is gone whatever its state, if ever.
    pub fn gone_at(&self) -> Option<SimTime> {
        self.fates.vanishes_after().map(|span| self.created + span)
    }

    /// Starts the work on a closed job, or ends it at once.
    pub fn begin(&mut self, now: SimTime, beginning: Beginning) {
        let State::UploadComplete { upload, .. } = &self.state else { return };
        let upload = Arc::clone(upload);
        self.modified = now;
        self.state = match beginning {
            Beginning::Work(work) => State::InProgress(work),
            Beginning::Nothing => State::JobComplete(Ended::unworked(now, Some(upload))),
            Beginning::Fail(message) => {
                State::Failed { ended: Ended::unworked(now, Some(upload)), message }
            }
            Beginning::Abort => State::Aborted(Ended::unworked(now, Some(upload))),
        };
    }

    /// Ends an open job that nobody closed in time. Documented limit; the end state is assumed.
    pub fn expire_open(&mut self, now: SimTime) {
        let upload = match &mut self.state {
            State::Open(uploads) => match std::mem::take(uploads) {
                Uploads::None => None,
                Uploads::One(upload) => Some(upload),
                Uploads::Several(all) => joined(&all),
            },
            State::HeldOpen { upload, .. } => Some(Arc::clone(upload)),
            _ => return,
        };
        self.state = State::Aborted(Ended::unworked(now, upload));
        self.modified = now;
    }

    /// Lets the closing of a job show that was held open.
    pub fn release(&mut self, now: SimTime, settings: &Settings) {
        let State::HeldOpen { upload, .. } = &self.state else { return };
        self.state = self.queued(Arc::clone(upload), now, settings);
        self.modified = now;
    }

    /// Takes in the outcomes of rows that were written at `now`; ends the job with its last row, or
    /// where its fates say. Tells whether it is to be forgotten now.
    pub fn advance(&mut self, now: SimTime, outcomes: Outcomes, settings: &Settings) -> bool {
        let State::InProgress(work) = &mut self.state else { return false };
        match work.take_in(now, outcomes, settings, &self.fates) {
            Progress::WithinBatch => return false,
            Progress::BatchDone => {
                self.modified = now;
                return false;
            }
            Progress::AllDone => {}
        }
        self.state = match self.fates.end() {
            None => State::JobComplete(work.end(now)),
            Some(EndOfJob::Fails(message)) => {
                State::Failed { ended: work.end(now), message: message.to_owned() }
            }
            Some(EndOfJob::IsAborted) => State::Aborted(work.end(now)),
            Some(EndOfJob::Vanishes) => return true,
        };
        self.modified = now;
        false
    }

    /// Ends a job in the middle of its work, for a row that fails all of it; what was written stays.
    pub fn fail(&mut self, now: SimTime, done: Outcomes, message: String, settings: &Settings) {
        let State::InProgress(work) = &mut self.state else { return };
        work.take_in(now, done, settings, &self.fates);
        self.state = State::Failed { ended: work.end(now), message };
        self.modified = now;
    }

    /// What there is to read of a job that is over.
    pub fn ended(&self) -> Option<&Ended> {
        match &self.state {
            State::JobComplete(ended) | State::Aborted(ended) | State::Failed { ended, .. } => {
                Some(ended)
            }
            State::Open(_)
            | State::HeldOpen { .. }
            | State::UploadComplete { .. }
            | State::InProgress(_) => None,
        }
    }

    /// The place of its rows in the object's table, if it ever got to work.
    pub fn source(&self) -> Option<SourceId> {
        match &self.state {
            State::InProgress(work) => Some(work.source),
            State::JobComplete(ended) | State::Aborted(ended) | State::Failed { ended, .. } => {
                ended.source
            }
            State::Open(_) | State::HeldOpen { .. } | State::UploadComplete { .. } => None,
        }
    }

    fn take(&mut self, upload: Arc<Upload>) -> Result<(), Refusal> {
        match &mut self.state {
            State::Open(uploads) => {
                *uploads = match std::mem::take(uploads) {
                    Uploads::None => Uploads::One(upload),
                    Uploads::One(first) if Lie::SecondUploadIsDropped.is_told() => {
                        Uploads::One(first)
                    }
                    Uploads::One(first) => Uploads::Several(vec![first, upload]),
                    Uploads::Several(mut all) => {
                        all.push(upload);
                        Uploads::Several(all)
                    }
                };
                Ok(())
            }
            other => Err(Refusal::NotOpen(other.behind_fates())),
        }
    }

    fn close(&mut self, now: SimTime, settings: &Settings) -> Result<(), Refusal> {
        let uploads = match &self.state {
            State::Open(uploads) => uploads,
            // Who sees it open may well close it again.
            State::HeldOpen { .. } => return Ok(()),
            other => {
                let state = other.refusal_name();
                return Err(Refusal::WrongTransition { verb: "Closing", state });
            }
        };
        let upload = match uploads {
            Uploads::One(upload) => Arc::clone(upload),
            Uploads::None if settings.close_without_upload.is_accepted() => self.spec.no_upload(),
            Uploads::None => return Err(Refusal::NoUpload),
            Uploads::Several(_) => return Err(Refusal::SeveralUploads),
        };
        self.state = match self.fates.held_in("Open") {
            Some(Stays::For(span)) => State::HeldOpen { upload, until: Some(now + span) },
            Some(Stays::ForEver) => State::HeldOpen { upload, until: None },
            None => self.queued(upload, now, settings),
        };
        Ok(())
    }

    /// Waiting for its turn from `now` on.
    fn queued(&self, upload: Arc<Upload>, now: SimTime, settings: &Settings) -> State {
        let wait = self.fates.queue_wait(settings.queue_wait);
        let starts_at = now + wait + self.fates.held_for("UploadComplete");
        State::UploadComplete { upload, starts_at }
    }

    fn abort(&mut self, now: SimTime) -> Result<(), Refusal> {
        let ended = match &mut self.state {
            State::Open(Uploads::One(upload))
            | State::HeldOpen { upload, .. }
            | State::UploadComplete { upload, .. } => {
                Ended::unworked(now, Some(Arc::clone(upload)))
            }
            State::Open(Uploads::None) => Ended::unworked(now, None),
            State::Open(Uploads::Several(all)) => Ended::unworked(now, joined(all)),
            State::InProgress(work) if Lie::AbortForgetsItsRows.is_told() => {
                Ended::unworked(now, work.end(now).upload)
            }
            State::InProgress(work) => work.end(now),
            State::JobComplete(_) | State::Aborted(_) | State::Failed { .. } => {
                let state = self.state.refusal_name();
                return Err(Refusal::WrongTransition { verb: "Aborting", state });
            }
        };
        self.state = match Lie::AbortedIsComplete.is_told() {
            true => State::JobComplete(ended),
            false => State::Aborted(ended),
        };
        Ok(())
    }

    /// Documented: a job can be deleted once it is closed, but not while it is worked on.
    fn may_delete(&self) -> Result<(), Refusal> {
        match &self.state {
            State::InProgress(_) if Lie::WorkCanBeDeleted.is_told() => Ok(()),
            State::Open(_) | State::HeldOpen { .. } | State::InProgress(_) => {
                Err(Refusal::NotTerminated)
            }
            State::UploadComplete { .. }
            | State::JobComplete(_)
            | State::Aborted(_)
            | State::Failed { .. } => Ok(()),
        }
    }
}

/// All rows of several uploads, under the header of the first.
fn joined(uploads: &[Arc<Upload>]) -> Option<Arc<Upload>> {
    let first = uploads.first()?;
    let rows = uploads.iter().flat_map(|upload| upload.rows(0..upload.row_count()));
    Some(Arc::new(Upload::from_rows(first.header(), rows, first.delimiter())))
}

/// How the provider starts on a closed job.
pub enum Beginning {
    /// There are rows to work on.
    Work(Box<Work>),
    /// There is none.
    Nothing,
    /// The file or its header is wrong.
    Fail(String),
    /// Somebody else stops it first.
    Abort,
}

fn earlier(one: Option<SimTime>, other: Option<SimTime>) -> Option<SimTime> {
    one.into_iter().chain(other).min()
}
