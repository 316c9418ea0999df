//! What a job shows of itself on a time line: to the journal and to a clock that leaps.
//!
//! States are the provider's own words, carried as text; nothing here knows which there are.

use super::time::SimTime;

/// What a client sees of a job.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct JobLook {
    /// The provider's word for its state.
    pub state: &'static str,
    /// Records processed and failed, where they can be seen.
    pub counted: Option<(u64, u64)>,
}

/// A change of a job's state, for the journal.
#[derive(Clone, Debug)]
pub struct Transition {
    /// When, on the org's time line.
    pub at: SimTime,
    /// The job, as the provider prints its id.
    pub job: String,
    /// The state before; `None` for a new job.
    pub from: Option<&'static str>,
    /// The state after; `None` for a job that is gone.
    pub to: Option<&'static str>,
    /// The message of a failure.
    pub reason: Option<String>,
}
