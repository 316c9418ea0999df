//! SF-QUERY-017: what is read is kept.

use std::io::{Cursor, Read};
use std::sync::Arc;

use bulk_reference::http::{Answer, Broken, Request, Transport, Ureq};
use parking_lot::Mutex;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-017",
    bug: "keeps each page in memory, in many copies",
    client: || made(|parts| parts.transport = Arc::new(Hoard::default())),
};

/// As objects of a language that spends much on each value.
const COPIES: usize = 40;

#[derive(Default)]
struct Hoard {
    network: Ureq,
    kept: Mutex<Vec<Vec<u8>>>,
}

impl Transport for Hoard {
    fn send(&self, request: &Request) -> Result<Answer, Broken> {
        let mut answer = self.network.send(request)?;
        if request.url.contains("/results") {
            let mut page = Vec::new();
            answer.body.read_to_end(&mut page).map_err(Broken::late)?;
            self.kept.lock().extend((0..COPIES).map(|_| page.clone()));
            answer.body = Box::new(Cursor::new(page));
        }
        Ok(answer)
    }
}
