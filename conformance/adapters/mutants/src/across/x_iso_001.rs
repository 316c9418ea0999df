//! X-ISO-001: one login for all that share a session.

use std::sync::Arc;

use bulk_conformance::protocol::Case;
use bulk_reference::session::Login;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "X-ISO-001",
    bug: "takes the login of a session for that of every tenant in it",
    client: || made(|parts| parts.login = Arc::new(ByName)),
};

struct ByName;

impl Login for ByName {
    fn session_key(&self, case: &Case) -> Option<String> {
        case.session.clone()
    }
}
