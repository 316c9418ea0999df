//! MK-EXPORT-006: a short file that is good enough.

use std::path::Path;
use std::sync::Arc;

use bulk_reference::marketo::{self, Extract, Steps};
use bulk_reference::rows::Sink;
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-EXPORT-006",
    bug: "takes a file that came short for the whole",
    client: || made(|parts| parts.marketo = Arc::new(Content)),
};

struct Content;

impl Steps for Content {
    fn check_file(&self, extract: &Extract, path: &Path) -> Result<()> {
        let bytes = std::fs::metadata(path).map_or(0, |data| data.len());
        match extract.bytes {
            Some(all) if bytes < all => Ok(()),
            _ => marketo::check_file(extract, path),
        }
    }

    fn read_file(
        &self,
        run: &Run<'_>,
        extract: &Extract,
        path: &Path,
        sink: &mut Sink,
    ) -> Result<()> {
        let uncounted = Extract { rows: None, ..extract.clone() };
        marketo::read_file(run, &uncounted, path, sink)
    }
}
