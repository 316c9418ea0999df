//! SF-INGEST-027: a file of no bytes.

use std::path::PathBuf;
use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::rows::Kind;
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Job, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-027",
    bug: "takes a result file of no bytes for a damaged one",
    client: || made(|parts| parts.salesforce = Arc::new(Wary)),
};

struct Wary;

impl Steps for Wary {
    fn result_file(&self, run: &Run<'_>, job: &Job, kind: Kind) -> Result<PathBuf> {
        let path = salesforce::result_file(run, job, kind)?;
        match path.metadata() {
            Ok(file) if file.len() == 0 => Err(Failure::new(Class::Data, "no header")),
            _ => Ok(path),
        }
    }
}
