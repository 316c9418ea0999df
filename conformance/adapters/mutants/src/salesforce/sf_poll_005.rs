//! SF-POLL-005: a look that never succeeds.

use std::sync::Arc;
use std::time::Duration;

use bulk_reference::http::Repeat;
use bulk_reference::policy::{self, Attempt, Policy};
use bulk_reference::run::Run;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-POLL-005",
    bug: "tries a look for ever",
    client: || made(|parts| parts.policy = Arc::new(Endless)),
};

struct Endless;

impl Policy for Endless {
    fn retry(&self, run: &Run<'_>, attempt: &Attempt<'_>) -> Option<Duration> {
        let passing = attempt.trouble.refusal().is_some_and(|refusal| refusal.is_passing());
        if passing && attempt.repeat == Repeat::Safe {
            return Some(Duration::from_millis(20));
        }
        policy::retry(run, attempt)
    }

    fn give_up_after(&self, run: &Run<'_>) -> Duration {
        match run.case.limits.timeout_ms {
            Some(_) => policy::give_up_after(run),
            None => Duration::from_secs(3_600),
        }
    }
}
