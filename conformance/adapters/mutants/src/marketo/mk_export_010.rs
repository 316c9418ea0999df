//! MK-EXPORT-010: an envelope that is a file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::marketo::{self, Extract, Steps};
use bulk_reference::rows::Sink;
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-EXPORT-010",
    bug: "saves an envelope of failure as the file",
    client: || made(|parts| parts.marketo = Arc::new(Gullible)),
};

struct Gullible;

impl Steps for Gullible {
    fn download(&self, run: &Run<'_>, extract: &Extract) -> Result<PathBuf> {
        let failure = match marketo::download(run, extract) {
            Err(failure) if failure.code.is_some() => failure,
            ended => return ended,
        };
        let path = run.file("envelope.csv");
        std::fs::write(&path, format!("{{\"message\":\"{}\"}}\n", failure.message))
            .map_err(|error| Failure::new(Class::Other, error.to_string()))?;
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
