//! MK-IMPORT-003: parts without a header.

use std::sync::Arc;

use bulk_reference::marketo::{self, Multipart, Steps};
use bulk_reference::rows::Part;
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::{made, on_disk};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-IMPORT-003",
    bug: "leaves the header out of every part but the first",
    client: || made(|parts| parts.marketo = Arc::new(Headless)),
};

struct Headless;

impl Steps for Headless {
    fn multipart(&self, run: &Run<'_>, part: &Part) -> Result<Multipart> {
        if part.path.ends_with("part-1.csv") {
            return marketo::multipart(run, part);
        }
        let whole = on_disk(std::fs::read_to_string(&part.path))?;
        let rows = whole.split_once('\n').map_or("", |(_, rows)| rows);
        let path = part.path.with_extension("rows");
        on_disk(std::fs::write(&path, rows))?;
        let bytes = rows.len() as u64;
        marketo::multipart(run, &Part { path, bytes, ..part.clone() })
    }
}
