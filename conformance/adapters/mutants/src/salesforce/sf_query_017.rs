//! SF-QUERY-017: what is read is kept.

use std::io::{Cursor, Read};
use std::sync::Arc;

use bulk_reference::http::{Answer, Broken, Request, Transport, Ureq};

use crate::Mutant;
use crate::made::{Hoard, made};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-017",
    bug: "keeps each page in memory, in many copies",
    client: || made(|parts| parts.transport = Arc::new(Pages::default())),
};

/// So many that 50 000 rows are far above what is allowed.
const COPIES: usize = 40;

#[derive(Default)]
struct Pages {
    network: Ureq,
    kept: Hoard,
}

impl Transport for Pages {
    fn send(&self, request: &Request) -> Result<Answer, Broken> {
        let mut answer = self.network.send(request)?;
        if request.url.contains("/results") {
            let mut page = Vec::new();
            answer.body.read_to_end(&mut page).map_err(Broken::late)?;
            self.kept.keep(&page, COPIES);
            answer.body = Box::new(Cursor::new(page));
        }
        Ok(answer)
    }
}
