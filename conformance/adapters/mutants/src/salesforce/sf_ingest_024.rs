//! SF-INGEST-024: half of a file.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bulk_reference::http::{Payload, Request, Source};
use bulk_reference::rows::{Part, Upload};
use bulk_reference::run::Run;
use bulk_reference::salesforce::{self, Job, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-024",
    bug: "uploads what is left of its stream when it has to upload again",
    client: || made(|parts| parts.salesforce = Arc::new(Spent)),
};

struct Spent;

impl Steps for Spent {
    fn put_request(&self, run: &Run<'_>, job: &Job, part: &Part) -> Request {
        let file = Upload { path: part.path.clone(), bytes: part.bytes };
        let body = Payload::Stream(Arc::new(Once { file, opened: AtomicU64::new(0) }));
        Request { body, ..salesforce::put_request(run, job, part) }
    }
}

/// A stream that has half of its bytes when it is opened again.
struct Once {
    file: Upload,
    opened: AtomicU64,
}

impl Source for Once {
    fn len(&self) -> u64 {
        match self.opened.load(Ordering::Relaxed) {
            0 | 1 => self.file.bytes,
            _ => self.file.bytes / 2,
        }
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        self.opened.fetch_add(1, Ordering::Relaxed);
        Ok(Box::new(self.file.open()?.take(self.len())))
    }
}
