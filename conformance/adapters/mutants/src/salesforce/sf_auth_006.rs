//! SF-AUTH-006: the first refresh token for ever.

use std::sync::Arc;

use bulk_reference::session::{Login, Token, read_token};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-AUTH-006",
    bug: "does not keep the refresh token of an answer",
    client: || made(|parts| parts.login = Arc::new(Forgetful)),
};

struct Forgetful;

impl Login for Forgetful {
    fn read_token(&self, body: &[u8]) -> Option<Token> {
        Some(Token { refresh: None, ..read_token(body)? })
    }
}
