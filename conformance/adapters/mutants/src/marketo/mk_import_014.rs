//! MK-IMPORT-014: names without their blanks.

use std::sync::Arc;

use bulk_conformance::protocol::Success;
use bulk_reference::Parts;
use bulk_reference::csv::{CsvWriter, Format};
use bulk_reference::marketo::{self, Steps};
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::{made, under};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-IMPORT-014",
    bug: "trims the names of columns",
    client: || made(|parts| parts.marketo = Arc::new(Tidy)),
};

struct Tidy;

impl Steps for Tidy {
    fn import(&self, run: &Run<'_>) -> Result<Success> {
        let parts = Parts { writer: Arc::new(Trimming), ..run.parts.clone() };
        marketo::import(&under(run, &parts))
    }
}

struct Trimming;

impl CsvWriter for Trimming {
    fn header(&self, out: &mut Vec<u8>, names: &[String], format: Format) {
        let names: Vec<_> = names.iter().map(|name| name.trim().to_owned()).collect();
        self.row(out, &names, format);
    }
}
