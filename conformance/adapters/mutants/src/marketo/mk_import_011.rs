//! MK-IMPORT-011: backslashes instead of quotes.

use std::sync::Arc;

use bulk_conformance::protocol::Success;
use bulk_reference::Parts;
use bulk_reference::csv::{self, CsvWriter, Format};
use bulk_reference::marketo::{self, Steps};
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::{made, under};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-IMPORT-011",
    bug: "escapes commas and quotes by backslashes",
    client: || made(|parts| parts.marketo = Arc::new(Escaping)),
};

struct Escaping;

impl Steps for Escaping {
    fn import(&self, run: &Run<'_>) -> Result<Success> {
        let parts = Parts { writer: Arc::new(Backslashes), ..run.parts.clone() };
        marketo::import(&under(run, &parts))
    }
}

struct Backslashes;

impl CsvWriter for Backslashes {
    fn cell(&self, out: &mut Vec<u8>, text: &str, format: Format, alone: bool) {
        if !text.contains(['\n', '\r']) && text.contains([',', '"']) {
            let escaped = text.replace('"', "\\\"").replace(',', "\\,");
            out.extend_from_slice(escaped.as_bytes());
        } else {
            csv::cell(out, text, format, alone);
        }
    }
}
