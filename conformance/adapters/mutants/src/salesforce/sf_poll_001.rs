//! SF-POLL-001: looks without a pause.

use std::sync::Arc;
use std::time::Duration;

use bulk_reference::policy::Policy;
use bulk_reference::run::Run;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-POLL-001",
    bug: "rounds the pause between looks down to whole seconds",
    client: || made(|parts| parts.policy = Arc::new(Rounds)),
};

struct Rounds;

impl Policy for Rounds {
    fn poll_pause(&self, run: &Run<'_>, _looks: u32) -> Duration {
        Duration::from_secs(run.case.poll_ms / 1000)
    }
}
