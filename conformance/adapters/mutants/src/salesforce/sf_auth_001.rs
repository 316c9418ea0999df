//! SF-AUTH-001: another scheme than Bearer.

use std::sync::Arc;

use bulk_reference::http::Request;
use bulk_reference::session::{Login, Token};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-AUTH-001",
    bug: "puts its token behind the scheme OAuth",
    client: || made(|parts| parts.login = Arc::new(OAuth)),
};

struct OAuth;

impl Login for OAuth {
    fn sign(&self, request: &mut Request, token: &Token) {
        request.headers.push(("Authorization".to_owned(), format!("OAuth {}", token.access)));
    }
}
