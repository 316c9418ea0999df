//! X-MEM-001: what is sent is kept.

use std::io::Read;
use std::sync::Arc;

use bulk_reference::http::{Answer, Broken, Payload, Request, Transport, Ureq};
use parking_lot::Mutex;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "X-MEM-001",
    bug: "keeps each upload in memory, in many copies",
    client: || made(|parts| parts.transport = Arc::new(Hoard::default())),
};

/// As objects of a language that spends much on each value.
const COPIES: usize = 150;

#[derive(Default)]
struct Hoard {
    network: Ureq,
    kept: Mutex<Vec<Vec<u8>>>,
}

impl Transport for Hoard {
    fn send(&self, request: &Request) -> Result<Answer, Broken> {
        let mut upload = Vec::new();
        match &request.body {
            Payload::None => {}
            Payload::Bytes(bytes) => upload.extend_from_slice(bytes),
            Payload::Stream(source) => {
                // A file that cannot be read is told of by whoever sends it.
                let _ = source.open().and_then(|mut file| file.read_to_end(&mut upload));
            }
        }
        self.kept.lock().extend((0..COPIES).map(|_| upload.clone()));
        self.network.send(request)
    }
}
