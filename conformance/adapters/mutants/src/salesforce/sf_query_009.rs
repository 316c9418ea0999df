//! SF-QUERY-009: the end of a connection is the end of a page.

use std::io::{self, Read};
use std::sync::Arc;

use bulk_reference::http::{Answer, Broken, Request, Transport, Ureq};
use bulk_reference::run::Result as Ran;
use bulk_reference::salesforce::{Info, Page, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-009",
    bug: "takes a page that breaks off for a whole one",
    client: || {
        made(|parts| {
            parts.transport = Arc::new(Trusting::default());
            parts.salesforce = Arc::new(Uncounted);
        })
    },
};

#[derive(Default)]
struct Trusting {
    network: Ureq,
}

impl Transport for Trusting {
    fn send(&self, request: &Request) -> Result<Answer, Broken> {
        let answer = self.network.send(request)?;
        let body = Box::new(Ended(answer.body));
        Ok(Answer { status: answer.status, headers: answer.headers, body })
    }
}

struct Ended(Box<dyn Read + Send>);

impl Read for Ended {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        Ok(self.0.read(into).unwrap_or(0))
    }
}

struct Uncounted;

impl Steps for Uncounted {
    fn check_page(&self, _page: &Page, _rows: u64) -> Ran<()> {
        Ok(())
    }

    fn check_total(&self, _info: &Info, _rows: u64) -> Ran<()> {
        Ok(())
    }
}
