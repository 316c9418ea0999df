//! SF-LIMIT-001: against a limit that is used up.

use std::sync::Arc;
use std::time::Duration;

use bulk_reference::policy::{self, Attempt, Policy};
use bulk_reference::run::Run;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-LIMIT-001",
    bug: "tries again when a limit of the day is used up",
    client: || made(|parts| parts.policy = Arc::new(Stubborn)),
};

struct Stubborn;

impl Policy for Stubborn {
    fn retry(&self, run: &Run<'_>, attempt: &Attempt<'_>) -> Option<Duration> {
        let code = attempt.trouble.refusal().and_then(|refusal| refusal.code.as_deref());
        if matches!(code, Some("LIMIT_EXCEEDED" | "EXCEEDEDQUOTA")) && attempt.failures < 6 {
            return Some(Duration::from_millis(20));
        }
        policy::retry(run, attempt)
    }
}
