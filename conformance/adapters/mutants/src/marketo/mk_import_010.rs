//! MK-IMPORT-010: failed rows by their places.

use std::sync::Arc;

use bulk_conformance::protocol::Cell;
use bulk_reference::marketo::Steps;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-IMPORT-010",
    bug: "reads failed rows by the places of the upload's columns",
    client: || made(|parts| parts.marketo = Arc::new(Orderly)),
};

struct Orderly;

impl Steps for Orderly {
    fn report_row(&self, _: &[String], _: &[String], row: Vec<Cell>) -> Vec<Cell> {
        row
    }
}
