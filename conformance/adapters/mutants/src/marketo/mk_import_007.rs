//! MK-IMPORT-007: a full queue without a pause.

use std::sync::Arc;
use std::time::Duration;

use bulk_reference::policy::{self, Attempt, Policy};
use bulk_reference::run::Run;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-IMPORT-007",
    bug: "sends its import again at once when the queue is full",
    client: || made(|parts| parts.policy = Arc::new(Hasty)),
};

struct Hasty;

impl Policy for Hasty {
    fn retry(&self, run: &Run<'_>, attempt: &Attempt<'_>) -> Option<Duration> {
        let code = attempt.trouble.refusal().and_then(|refusal| refusal.code.as_deref());
        match code {
            Some("1016") => Some(Duration::ZERO),
            _ => policy::retry(run, attempt),
        }
    }
}
