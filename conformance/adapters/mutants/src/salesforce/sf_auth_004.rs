//! SF-AUTH-004: the host of the login for everything.

use std::sync::Arc;

use bulk_reference::session::{Login, Token, read_token};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-AUTH-004",
    bug: "does not look at `instance_url`",
    client: || made(|parts| parts.login = Arc::new(Settled)),
};

struct Settled;

impl Login for Settled {
    fn read_token(&self, body: &[u8]) -> Option<Token> {
        Some(Token { instance_url: None, ..read_token(body)? })
    }
}
