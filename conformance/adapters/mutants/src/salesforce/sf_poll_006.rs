//! SF-POLL-006: a job that is gone.

use std::sync::Arc;
use std::time::Duration;

use bulk_reference::policy::{self, Attempt, Policy};
use bulk_reference::run::Run;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-POLL-006",
    bug: "waits for a job that is gone to come back",
    client: || made(|parts| parts.policy = Arc::new(Hopes)),
};

struct Hopes;

impl Policy for Hopes {
    fn retry(&self, run: &Run<'_>, attempt: &Attempt<'_>) -> Option<Duration> {
        if attempt.trouble.status() == Some(404) && attempt.failures < 5 {
            return Some(Duration::from_millis(20));
        }
        policy::retry(run, attempt)
    }
}
