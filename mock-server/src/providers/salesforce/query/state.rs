//! A query job: one enum, each variant with what is true only in that state (4.3).

use super::super::job::Refusal;
use super::super::settings::Settings;
use super::spec::QuerySpec;
use super::work::{Finished, QueryWork};
use crate::core::time::{SimDuration, SimTime};
use crate::faults::JobFates;
use crate::faults::fate::EndOfJob;

/// One query job.
#[derive(Clone)]
pub struct QueryJob {
    /// The number in its id.
    pub number: u64,
    /// What was asked for.
    pub spec: QuerySpec,
    /// When it was made.
    pub created: SimTime,
    /// When it last changed.
    pub modified: SimTime,
    /// Where it stands.
    pub state: QueryState,
    /// What is to become of it against the rules.
    pub fates: JobFates,
}

/// Where a query job stands; there is no `Open`, since nothing is uploaded.
#[derive(Clone)]
pub enum QueryState {
    /// It waits for its turn.
    UploadComplete {
        /// When its turn comes.
        starts_at: SimTime,
    },
    /// It is being run.
    InProgress(Box<QueryWork>),
    /// Its results can be read.
    JobComplete(Finished),
    /// Somebody stopped it.
    Aborted(Stopped),
    /// It could not be run to its end.
    Failed {
        /// What there is to say of it.
        stopped: Stopped,
        /// Why.
        message: String,
    },
}

/// A query job that ended without results.
#[derive(Clone, Copy, Debug)]
pub struct Stopped {
    /// When it ended.
    pub at: SimTime,
    /// How long it ran.
    pub elapsed: SimDuration,
    /// Rows that were found and that clients had seen counted.
    pub processed: u64,
}

impl QueryState {
    /// The provider's word for the state.
    pub fn name(&self) -> &'static str {
        match self {
            Self::UploadComplete { .. } => "UploadComplete",
            Self::InProgress(_) => "InProgress",
            Self::JobComplete(_) => "JobComplete",
            Self::Aborted(_) => "Aborted",
            Self::Failed { .. } => "Failed",
        }
    }

    /// The state's word in a refusal. Documented for `Completed`, by pattern else.
    fn refusal_name(&self) -> &'static str {
        match self {
            Self::JobComplete(_) => "Completed",
            other => other.name(),
        }
    }
}

impl QueryJob {
    /// A new job, waiting for its turn.
    pub fn new(
        number: u64,
        spec: QuerySpec,
        now: SimTime,
        settings: &Settings,
        fates: JobFates,
    ) -> Self {
        let wait = fates.queue_wait(settings.queue_wait);
        let starts_at = now + wait + fates.held_for("UploadComplete");
        let state = QueryState::UploadComplete { starts_at };
        Self { number, spec, created: now, modified: now, state, fates }
    }

    /// When the provider next does something to the job; `None` for one that stays as it is for ever.
    pub fn next_deadline(&self, settings: &Settings) -> Option<SimTime> {
        let held = || self.fates.held_for(self.state.name());
        let kept = || self.fates.retention(settings.job_retention);
        let own = match &self.state {
            QueryState::UploadComplete { starts_at } => *starts_at,
            QueryState::InProgress(work) => work.chunk_due(),
            QueryState::JobComplete(finished) => finished.at + kept() + held(),
            QueryState::Aborted(stopped) | QueryState::Failed { stopped, .. } => {
                stopped.at + kept() + held()
            }
        };
        let own = (!self.fates.ends_in(self.state.name())).then_some(own);
        own.into_iter().chain(self.gone_at()).min()
    }

    /// When it is gone whatever its state, if ever.
    pub fn gone_at(&self) -> Option<SimTime> {
        self.fates.vanishes_after().map(|span| self.created + span)
    }

    /// Whether it waits or runs.
    pub fn is_at_work(&self) -> bool {
        matches!(self.state, QueryState::UploadComplete { .. } | QueryState::InProgress(_))
    }

    /// Rows that clients see counted.
    pub fn processed(&self) -> u64 {
        match &self.state {
            QueryState::UploadComplete { .. } => 0,
            QueryState::InProgress(work) => work.visible(),
            QueryState::JobComplete(finished) => finished.results.total(),
            QueryState::Aborted(stopped) | QueryState::Failed { stopped, .. } => stopped.processed,
        }
    }

    /// How long it was worked on, once it is over.
    pub fn elapsed(&self) -> SimDuration {
        match &self.state {
            QueryState::UploadComplete { .. } | QueryState::InProgress(_) => SimDuration::ZERO,
            QueryState::JobComplete(finished) => finished.elapsed,
            QueryState::Aborted(stopped) | QueryState::Failed { stopped, .. } => stopped.elapsed,
        }
    }

    /// Moves to another state.
    pub fn enter(&mut self, now: SimTime, state: QueryState) {
        self.state = state;
        self.modified = now;
    }

    /// Stops the job.
    ///
    /// # Errors
    /// It is over already.
    pub fn abort(&mut self, now: SimTime) -> Result<(), Refusal> {
        if !self.is_at_work() {
            let state = self.state.refusal_name();
            return Err(Refusal::WrongTransition { verb: "Aborting", state });
        }
        let stopped = self.stopped(now);
        self.enter(now, QueryState::Aborted(stopped));
        Ok(())
    }

    /// Ends the job as its fates say; tells whether it is to be forgotten now.
    pub fn end(&mut self, now: SimTime, end: &EndOfJob<'_>) -> bool {
        match end {
            EndOfJob::Fails(message) => self.fail(now, (*message).to_owned()),
            EndOfJob::IsAborted => {
                let stopped = self.stopped(now);
                self.enter(now, QueryState::Aborted(stopped));
            }
            EndOfJob::Vanishes => return true,
        }
        false
    }

    /// Ends the job without results.
    pub fn fail(&mut self, now: SimTime, message: String) {
        let stopped = self.stopped(now);
        self.enter(now, QueryState::Failed { stopped, message });
    }

    /// The refusal to close a job that has nothing to close, in the words for its state.
    pub fn close_refusal(&self) -> Refusal {
        Refusal::WrongTransition { verb: "Closing", state: self.state.refusal_name() }
    }

    /// Whether it may be deleted. Documented: only once it is over.
    ///
    /// # Errors
    /// It is not.
    pub fn may_delete(&self) -> Result<(), Refusal> {
        if self.is_at_work() { Err(Refusal::NotTerminated) } else { Ok(()) }
    }

    fn stopped(&self, now: SimTime) -> Stopped {
        let elapsed = match &self.state {
            QueryState::InProgress(work) => now.since(work.started()),
            _ => SimDuration::ZERO,
        };
        Stopped { at: now, elapsed, processed: self.processed() }
    }
}
