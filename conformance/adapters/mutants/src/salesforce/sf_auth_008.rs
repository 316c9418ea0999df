//! SF-AUTH-008: a login for every 403.

use std::sync::Arc;

use bulk_reference::answers::Trouble;
use bulk_reference::policy::Policy;
use bulk_reference::run::Run;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-AUTH-008",
    bug: "takes used up calls for a dead token",
    client: || made(|parts| parts.policy = Arc::new(Hopeful)),
};

struct Hopeful;

impl Policy for Hopeful {
    fn renews(&self, _run: &Run<'_>, trouble: &Trouble) -> bool {
        matches!(trouble.status(), Some(401 | 403))
    }
}
