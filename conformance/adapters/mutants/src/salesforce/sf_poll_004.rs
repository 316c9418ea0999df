//! SF-POLL-004: a wish that is not heard.

use std::sync::Arc;
use std::time::Duration;

use bulk_reference::policy::{self, Attempt, Policy, back_off};
use bulk_reference::run::Run;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-POLL-004",
    bug: "does not read `Retry-After`",
    client: || made(|parts| parts.policy = Arc::new(Deaf)),
};

struct Deaf;

impl Policy for Deaf {
    fn retry(&self, run: &Run<'_>, attempt: &Attempt<'_>) -> Option<Duration> {
        policy::retry(run, attempt).map(|_| back_off(run, attempt.failures))
    }
}
