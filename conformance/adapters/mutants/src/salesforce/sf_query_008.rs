//! SF-QUERY-008: a character that is cut by the end of a piece.

use std::io::{self, Read};
use std::sync::Arc;

use bulk_reference::http::{Answer, Broken, Request, Transport, Ureq};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-QUERY-008",
    bug: "decodes each piece of an answer by itself",
    client: || made(|parts| parts.transport = Arc::new(Pieces::default())),
};

#[derive(Default)]
struct Pieces {
    network: Ureq,
}

impl Transport for Pieces {
    fn send(&self, request: &Request) -> Result<Answer, Broken> {
        let answer = self.network.send(request)?;
        let body = Box::new(Decoded { body: answer.body, left: Vec::new() });
        Ok(Answer { status: answer.status, headers: answer.headers, body })
    }
}

struct Decoded {
    body: Box<dyn Read + Send>,
    left: Vec<u8>,
}

impl Read for Decoded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left.is_empty() {
            let mut piece = vec![0; 8 * 1024];
            let got = self.body.read(&mut piece)?;
            self.left = String::from_utf8_lossy(&piece[..got]).into_owned().into_bytes();
        }
        let given = self.left.len().min(into.len());
        into[..given].copy_from_slice(&self.left[..given]);
        self.left.drain(..given);
        Ok(given)
    }
}
