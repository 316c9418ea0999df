//! CSV-W-001: a byte order mark that is passed on.

use std::sync::Arc;

use bulk_reference::csv::{CsvWriter, Format, Nulls};
use bulk_reference::rows::{Intake, Part, Source, spool};
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::{made, under};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-001",
    bug: "passes the byte order mark of an input file on",
    client: || made(|parts| parts.intake = Arc::new(PassesOn)),
};

const MARK: &[u8] = b"\xEF\xBB\xBF";

struct Marks;

impl CsvWriter for Marks {
    fn preamble(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(MARK);
    }
}

struct PassesOn;

impl Intake for PassesOn {
    fn spool(
        &self,
        run: &Run<'_>,
        rows: &mut dyn Source,
        format: Format,
        nulls: Nulls,
        name: &str,
    ) -> Result<Vec<Part>> {
        let file = run.case.input.as_ref().and_then(|input| input.file.as_ref());
        let bytes = file.and_then(|path| std::fs::read(path).ok()).unwrap_or_default();
        let mut parts = run.parts.clone();
        if bytes.starts_with(MARK) {
            parts.writer = Arc::new(Marks);
        }
        spool(&under(run, &parts), rows, format, nulls, name)
    }
}
