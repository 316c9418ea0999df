//! X-LOG-001: the log knows everything.

use std::sync::Arc;

use bulk_reference::http::{Payload, Request};
use bulk_reference::run::Run;
use bulk_reference::session::{Login, Session, token_request};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "X-LOG-001",
    bug: "logs the request that it logs in by",
    client: || made(|parts| parts.login = Arc::new(Tells)),
};

struct Tells;

impl Login for Tells {
    fn token_request(&self, run: &Run<'_>, session: &Session) -> Request {
        let request = token_request(run, session);
        let body = match &request.body {
            Payload::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            _ => String::new(),
        };
        run.note_log(&format!("{} {} {body}", request.method.name(), request.url));
        request
    }
}
