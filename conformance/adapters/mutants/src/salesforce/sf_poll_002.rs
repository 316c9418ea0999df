//! SF-POLL-002: a pause of its own.

use std::sync::Arc;
use std::time::Duration;

use bulk_reference::policy::Policy;
use bulk_reference::run::Run;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-POLL-002",
    bug: "pauses as it likes, whatever it was told",
    client: || made(|parts| parts.policy = Arc::new(Own)),
};

struct Own;

impl Policy for Own {
    fn poll_pause(&self, _run: &Run<'_>, _looks: u32) -> Duration {
        Duration::from_millis(40)
    }
}
