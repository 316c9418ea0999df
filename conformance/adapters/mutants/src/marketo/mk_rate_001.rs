//! MK-RATE-001: a window that is not waited for.

use std::sync::Arc;
use std::time::Duration;

use bulk_reference::policy::Policy;
use bulk_reference::run::Run;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-RATE-001",
    bug: "waits for a few milliseconds when it was too fast",
    client: || made(|parts| parts.policy = Arc::new(Hasty)),
};

struct Hasty;

impl Policy for Hasty {
    fn rate_window(&self, _run: &Run<'_>) -> Duration {
        Duration::from_millis(40)
    }
}
