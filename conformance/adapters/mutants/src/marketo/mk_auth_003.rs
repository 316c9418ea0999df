//! MK-AUTH-003: tokens that are renewed for one of two reasons.

use std::sync::Arc;

use bulk_reference::answers::Trouble;
use bulk_reference::policy::Policy;
use bulk_reference::run::Run;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-AUTH-003",
    bug: "renews its token when it expired (602), not when it was revoked (601)",
    client: || made(|parts| parts.policy = Arc::new(ForExpiry)),
};

struct ForExpiry;

impl Policy for ForExpiry {
    fn renews(&self, _run: &Run<'_>, trouble: &Trouble) -> bool {
        trouble.refusal().is_some_and(|refusal| refusal.code.as_deref() == Some("602"))
    }
}
