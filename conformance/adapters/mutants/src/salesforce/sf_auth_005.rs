//! SF-AUTH-005: everybody renews for himself.

use std::sync::Arc;

use bulk_reference::session::{Login, Token};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-AUTH-005",
    bug: "renews a token that another call has renewed already",
    client: || made(|parts| parts.login = Arc::new(Alone)),
};

struct Alone;

impl Login for Alone {
    fn is_renewed(&self, _dead: &Token, _at_hand: &Token) -> bool {
        false
    }
}
