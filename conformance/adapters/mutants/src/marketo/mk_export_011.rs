//! MK-EXPORT-011: a missing file that is an empty one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::marketo::{self, Extract, Steps};
use bulk_reference::rows::Sink;
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-EXPORT-011",
    bug: "takes a file that is not there for an empty one",
    client: || made(|parts| parts.marketo = Arc::new(Easygoing)),
};

struct Easygoing;

impl Steps for Easygoing {
    fn download(&self, run: &Run<'_>, extract: &Extract) -> Result<PathBuf> {
        match marketo::download(run, extract) {
            Err(failure) if failure.message.contains("404") => {}
            ended => return ended,
        }
        let path = run.file("nothing.csv");
        std::fs::write(&path, "").map_err(|error| Failure::new(Class::Other, error.to_string()))?;
        Ok(path)
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
