//! X-MEM-001: what is sent is kept.

use std::io::Read;
use std::sync::Arc;

use bulk_reference::http::{Answer, Broken, Payload, Request, Transport, Ureq};

use crate::Mutant;
use crate::made::{Hoard, made};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "X-MEM-001",
    bug: "keeps each upload in memory, in many copies",
    client: || made(|parts| parts.transport = Arc::new(Uploads::default())),
};

/// So many that 50 000 rows are far above what is allowed.
const COPIES: usize = 150;

#[derive(Default)]
struct Uploads {
    network: Ureq,
    kept: Hoard,
}

impl Transport for Uploads {
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
        self.kept.keep(&upload, COPIES);
        self.network.send(request)
    }
}
