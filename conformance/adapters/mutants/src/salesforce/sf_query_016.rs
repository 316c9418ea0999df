//! SF-QUERY-016: what is not compressed is not understood.

use std::sync::Arc;

use bulk_reference::http::{Answer, Broken, Request, Transport, Ureq};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-016",
    bug: "believes that every page is compressed",
    client: || made(|parts| parts.transport = Arc::new(Unzips::default())),
};

#[derive(Default)]
struct Unzips {
    network: Ureq,
}

impl Transport for Unzips {
    fn send(&self, request: &Request) -> Result<Answer, Broken> {
        let answer = self.network.send(request)?;
        let plain = answer.header("content-encoding").is_none();
        if plain && answer.is_success() && request.url.contains("/results") {
            return Err(Broken::late("not a gzip file"));
        }
        Ok(answer)
    }
}
