//! What becomes of jobs, sessions and limits, one file each. The fate of a job is drawn once, when it
//! is made, and lies in the job: its machine asks, nothing else decides.
//!
//! Each file says which questions a machine may ask. A job without fates answers them all with `None`
//! or with the time that it was asked about.

mod abort;
mod end;
mod fail;
mod instance_url;
mod quota_used;
mod refresh_rotates;
mod results_late;
mod retention_passed;
mod row_errors;
mod row_hits;
mod slow;
mod stuck;
mod token_dies;
mod token_life;
mod token_revoked;
mod vanish;

use std::sync::Arc;

pub use abort::Abort;
pub use end::{EndOfJob, ForcedEnd};
pub use fail::Fail;
pub use instance_url::InstanceUrl;
pub use quota_used::QuotaUsed;
pub use refresh_rotates::RefreshRotates;
pub use results_late::ResultsLate;
pub use retention_passed::RetentionPassed;
pub use row_errors::{RowErrors, RowSpan, Where};
pub use row_hits::{DrawnRowErrors, RowAttempts, RowFacts, RowHit, row_digest};
pub use slow::{Slow, Slower};
pub use stuck::{Stays, Stuck};
pub use token_dies::TokenDies;
pub use token_life::TokenLife;
pub use token_revoked::TokenRevoked;
pub use vanish::Vanish;

/// What becomes of a job.
#[derive(Clone, PartialEq, Debug)]
pub enum JobFate {
    /// It stays in a state.
    Stuck(Stuck),
    /// It takes longer.
    Slow(Slow),
    /// It fails on the way.
    Fail(Fail),
    /// Somebody else aborts it.
    Abort(Abort),
    /// It is gone.
    Vanish(Vanish),
    /// Rows of it are refused.
    RowErrors(Arc<DrawnRowErrors>),
    /// Its results come late.
    ResultsLate(ResultsLate),
    /// It is forgotten early.
    RetentionPassed(RetentionPassed),
}

/// All that becomes of a job; nothing for most. Cheap to clone.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct JobFates(Option<Arc<Vec<JobFate>>>);

impl JobFates {
    /// Adds a fate.
    pub fn add(&mut self, fate: JobFate) {
        Arc::make_mut(self.0.get_or_insert_default()).push(fate);
    }

    /// Whether it is an ordinary job.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The fates, in the order in which their rules were installed.
    pub fn iter(&self) -> impl Iterator<Item = &JobFate> {
        self.0.iter().flat_map(|fates| fates.iter())
    }
}

/// What becomes of the session that a token call begins.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SessionFate {
    /// The answer to a refresh brings a new refresh token, and the old one is worth nothing.
    pub rotates: bool,
    /// How many seconds the token lives, and says that it lives.
    pub life: Option<u64>,
    /// Where the answer sends the client, as [`InstanceUrl`] writes it.
    pub instance_url: Option<InstanceUrl>,
}
