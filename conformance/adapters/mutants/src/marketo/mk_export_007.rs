//! MK-EXPORT-007: a checksum that nobody looks at.

use std::path::Path;
use std::sync::Arc;

use bulk_reference::marketo::{self, Extract, Steps};
use bulk_reference::run::Result;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-EXPORT-007",
    bug: "does not compare the file with its checksum",
    client: || made(|parts| parts.marketo = Arc::new(Trusting)),
};

struct Trusting;

impl Steps for Trusting {
    fn check_file(&self, extract: &Extract, path: &Path) -> Result<()> {
        marketo::check_file(&Extract { checksum: None, ..extract.clone() }, path)
    }
}
