//! MK-EXPORT-009: the whole behind the beginning.

use std::path::Path;
use std::sync::Arc;

use bulk_reference::http::Answer;
use bulk_reference::marketo::{self, Extract, Steps};
use bulk_reference::run::Result;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-EXPORT-009",
    bug: "puts a whole file behind what it had of it",
    client: || made(|parts| parts.marketo = Arc::new(Gluing)),
};

struct Gluing;

impl Steps for Gluing {
    fn resume(&self, answer: &Answer, asked: u64) -> Result<u64> {
        match answer.status {
            200 => Ok(asked),
            _ => marketo::resume(answer, asked),
        }
    }

    fn check_file(&self, extract: &Extract, path: &Path) -> Result<()> {
        let bytes = std::fs::metadata(path).map_or(0, |data| data.len());
        match extract.bytes {
            Some(all) if bytes > all => Ok(()),
            _ => marketo::check_file(extract, path),
        }
    }
}
