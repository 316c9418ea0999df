//! MK-EXPORT-001: a file before its time.

use std::sync::Arc;

use bulk_reference::http::{Repeat, Request, fetch};
use bulk_reference::marketo::{self, Extract, Steps};
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-EXPORT-001",
    bug: "looks for the file before it has looked at the status",
    client: || made(|parts| parts.marketo = Arc::new(Curious)),
};

struct Curious;

impl Steps for Curious {
    fn wait_for_extract(&self, run: &Run<'_>, extract: &Extract) -> Result<Extract> {
        let path = marketo::export_path(run, Some(&extract.id), "file");
        let _ = fetch(run, &Request::get(path), Repeat::Never);
        marketo::wait_for_extract(run, extract)
    }
}
