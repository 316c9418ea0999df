//! X-HTTP-001: the first piece is the whole.

use std::sync::Arc;

use bulk_reference::http::{Answer, Broken, Request, Transport, Ureq};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "X-HTTP-001",
    bug: "takes the first piece of a JSON answer for all of it",
    client: || made(|parts| parts.transport = Arc::new(Hasty::default())),
};

#[derive(Default)]
struct Hasty {
    network: Ureq,
}

impl Transport for Hasty {
    fn send(&self, request: &Request) -> Result<Answer, Broken> {
        let mut answer = self.network.send(request)?;
        let is_json = answer.header("content-type").is_some_and(|kind| kind.contains("json"));
        if !is_json {
            return Ok(answer);
        }
        let mut piece = vec![0; 64 * 1024];
        let got = answer.body.read(&mut piece).map_err(Broken::late)?;
        piece.truncate(got);
        Ok(answer.with_body(piece))
    }
}
