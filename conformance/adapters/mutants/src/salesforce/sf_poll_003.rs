//! SF-POLL-003: a status that is not known.

use std::sync::Arc;
use std::time::Duration;

use bulk_reference::policy::{self, Attempt, Policy};
use bulk_reference::run::Run;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-POLL-003",
    bug: "does not know that 420 passes",
    client: || made(|parts| parts.policy = Arc::new(Strict)),
};

struct Strict;

impl Policy for Strict {
    fn retry(&self, run: &Run<'_>, attempt: &Attempt<'_>) -> Option<Duration> {
        if attempt.trouble.status() == Some(420) {
            return None;
        }
        policy::retry(run, attempt)
    }
}
