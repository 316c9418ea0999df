//! MK-EXPORT-012: a file that must have a header.

use std::path::Path;
use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::marketo::{self, Extract, Steps};
use bulk_reference::rows::Sink;
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-EXPORT-012",
    bug: "fails when the file of an export without rows has no header",
    client: || made(|parts| parts.marketo = Arc::new(Literal)),
};

struct Literal;

impl Steps for Literal {
    fn read_file(
        &self,
        run: &Run<'_>,
        extract: &Extract,
        path: &Path,
        sink: &mut Sink,
    ) -> Result<()> {
        if extract.bytes == Some(0) {
            return Err(Failure::new(Class::Data, "the file has no header"));
        }
        marketo::read_file(run, extract, path, sink)
    }
}
