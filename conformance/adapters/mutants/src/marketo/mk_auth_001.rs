//! MK-AUTH-001: the token in the query.

use std::sync::Arc;

use bulk_reference::http::Request;
use bulk_reference::session::{Login, Token};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-AUTH-001",
    bug: "puts its token into the query",
    client: || made(|parts| parts.login = Arc::new(InQuery)),
};

struct InQuery;

impl Login for InQuery {
    fn sign(&self, request: &mut Request, token: &Token) {
        let sign = if request.url.contains('?') { '&' } else { '?' };
        request.url = format!("{}{sign}access_token={}", request.url, token.access);
    }
}
