//! An ingest job: one enum, each variant with what is true only in that state.
//!
//! Pure and synchronous: `handle` takes a client's command, `begin` and `advance` take the provider's
//! own steps, `next_deadline` says when the next of them is due. Rows are the business of `rows`.

use std::sync::Arc;

use super::super::settings::Settings;
use super::outcomes::Outcomes;
use super::spec::JobSpec;
use super::work::{Ended, Progress, Work};
use crate::core::rows::Upload;
use crate::core::table::SourceId;
use crate::core::time::{SimDuration, SimTime};
use crate::faults::JobFates;

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
            Self::Open(_) => "Open",
            Self::UploadComplete { .. } => "UploadComplete",
            Self::InProgress(_) => "InProgress",
            Self::JobComplete(_) => "JobComplete",
            Self::Aborted(_) => "Aborted",
            Self::Failed { .. } => "Failed",
        }
    }

    /// The state's word in a refusal: `Aborting already Completed Job not allowed`. Recorded.
    fn refusal_name(&self) -> &'static str {
        match self {
            Self::JobComplete(_) => "Completed",
            Self::Open(_)
            | Self::UploadComplete { .. }
            | Self::InProgress(_)
            | Self::Aborted(_)
            | Self::Failed { .. } => self.name(),
        }
    }
}

impl Job {
    /// A new job, open.
    pub fn open(number: u64, spec: JobSpec, now: SimTime) -> Self {
        let state = State::Open(Uploads::None);
        let fates = JobFates::default();
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

    /// When the provider next does something to the job.
    pub fn next_deadline(&self, settings: &Settings) -> SimTime {
        match &self.state {
            State::Open(_) => self.created + settings.open_job_retention,
            State::UploadComplete { starts_at, .. } => *starts_at + self.held(),
            State::InProgress(work) => work.batch_due() + self.held(),
            State::JobComplete(ended) | State::Aborted(ended) | State::Failed { ended, .. } => {
                ended.at + settings.job_retention
            }
        }
    }

    /// How much longer than usual it stays where it is.
    fn held(&self) -> SimDuration {
        self.fates.held_for(self.state.name())
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
        };
    }

    /// Ends an open job that nobody closed in time. Documented limit; the end state is assumed.
    pub fn expire_open(&mut self, now: SimTime) {
        if let State::Open(uploads) = &mut self.state {
            let upload = match std::mem::take(uploads) {
                Uploads::None => None,
                Uploads::One(upload) => Some(upload),
                Uploads::Several(all) => joined(&all),
            };
            self.state = State::Aborted(Ended::unworked(now, upload));
            self.modified = now;
        }
    }

    /// Takes in the outcomes of rows that were written at `now`; ends the job with its last row.
    pub fn advance(&mut self, now: SimTime, outcomes: Outcomes, settings: &Settings) {
        let State::InProgress(work) = &mut self.state else { return };
        match work.take_in(now, outcomes, settings) {
            Progress::WithinBatch => {}
            Progress::BatchDone => self.modified = now,
            Progress::AllDone => {
                self.state = State::JobComplete(work.end(now));
                self.modified = now;
            }
        }
    }

    /// Ends a job in the middle of its work, for a row that fails all of it; what was written stays.
    pub fn fail(&mut self, now: SimTime, done: Outcomes, message: String, settings: &Settings) {
        let State::InProgress(work) = &mut self.state else { return };
        work.take_in(now, done, settings);
        self.state = State::Failed { ended: work.end(now), message };
        self.modified = now;
    }

    /// What there is to read of a job that is over.
    pub fn ended(&self) -> Option<&Ended> {
        match &self.state {
            State::JobComplete(ended) | State::Aborted(ended) | State::Failed { ended, .. } => {
                Some(ended)
            }
            State::Open(_) | State::UploadComplete { .. } | State::InProgress(_) => None,
        }
    }

    /// The place of its rows in the object's table, if it ever got to work.
    pub fn source(&self) -> Option<SourceId> {
        match &self.state {
            State::InProgress(work) => Some(work.source),
            State::JobComplete(ended) | State::Aborted(ended) | State::Failed { ended, .. } => {
                ended.source
            }
            State::Open(_) | State::UploadComplete { .. } => None,
        }
    }

    fn take(&mut self, upload: Arc<Upload>) -> Result<(), Refusal> {
        match &mut self.state {
            State::Open(uploads) => {
                *uploads = match std::mem::take(uploads) {
                    Uploads::None => Uploads::One(upload),
                    Uploads::One(first) => Uploads::Several(vec![first, upload]),
                    Uploads::Several(mut all) => {
                        all.push(upload);
                        Uploads::Several(all)
                    }
                };
                Ok(())
            }
            other => Err(Refusal::NotOpen(other.name())),
        }
    }

    fn close(&mut self, now: SimTime, settings: &Settings) -> Result<(), Refusal> {
        let State::Open(uploads) = &self.state else {
            let state = self.state.refusal_name();
            return Err(Refusal::WrongTransition { verb: "Closing", state });
        };
        let upload = match uploads {
            Uploads::One(upload) => Arc::clone(upload),
            Uploads::None if settings.close_without_upload.is_accepted() => self.spec.no_upload(),
            Uploads::None => return Err(Refusal::NoUpload),
            Uploads::Several(_) => return Err(Refusal::SeveralUploads),
        };
        self.state = State::UploadComplete { upload, starts_at: now + settings.queue_wait };
        Ok(())
    }

    fn abort(&mut self, now: SimTime) -> Result<(), Refusal> {
        let ended = match &mut self.state {
            State::Open(Uploads::One(upload)) | State::UploadComplete { upload, .. } => {
                Ended::unworked(now, Some(Arc::clone(upload)))
            }
            State::Open(Uploads::None) => Ended::unworked(now, None),
            State::Open(Uploads::Several(all)) => Ended::unworked(now, joined(all)),
            State::InProgress(work) => work.end(now),
            State::JobComplete(_) | State::Aborted(_) | State::Failed { .. } => {
                let state = self.state.refusal_name();
                return Err(Refusal::WrongTransition { verb: "Aborting", state });
            }
        };
        self.state = State::Aborted(ended);
        Ok(())
    }

    /// Documented: a job can be deleted once it is closed, but not while it is worked on.
    fn may_delete(&self) -> Result<(), Refusal> {
        match &self.state {
            State::Open(_) | State::InProgress(_) => Err(Refusal::NotTerminated),
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
}
