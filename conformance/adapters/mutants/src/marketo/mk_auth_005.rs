//! MK-AUTH-005: tokens without end.

use std::sync::Arc;

use bulk_reference::policy::Policy;
use bulk_reference::run::Run;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-AUTH-005",
    bug: "gets new tokens for a call as long as they are dead",
    client: || made(|parts| parts.policy = Arc::new(Tireless)),
};

struct Tireless;

impl Policy for Tireless {
    fn renewals_max(&self, _run: &Run<'_>) -> u32 {
        40
    }
}
