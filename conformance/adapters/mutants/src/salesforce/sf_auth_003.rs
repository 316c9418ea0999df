//! SF-AUTH-003: logging in without end.

use std::sync::Arc;

use bulk_reference::policy::Policy;
use bulk_reference::run::Run;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-AUTH-003",
    bug: "logs in five times for one call",
    client: || made(|parts| parts.policy = Arc::new(Stubborn)),
};

struct Stubborn;

impl Policy for Stubborn {
    fn renewals_max(&self, _run: &Run<'_>) -> u32 {
        5
    }
}
