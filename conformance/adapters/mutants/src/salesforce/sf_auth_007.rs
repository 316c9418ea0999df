//! SF-AUTH-007: a token in a URL.

use std::sync::Arc;

use bulk_reference::http::{Method, Request};
use bulk_reference::session::{Login, Token, sign};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-AUTH-007",
    bug: "puts its token into the URL of creates as well",
    client: || made(|parts| parts.login = Arc::new(Open)),
};

struct Open;

impl Login for Open {
    fn sign(&self, request: &mut Request, token: &Token) {
        sign(request, token);
        if request.method == Method::Post {
            request.url += &format!("?access_token={}", token.access);
        }
    }
}
