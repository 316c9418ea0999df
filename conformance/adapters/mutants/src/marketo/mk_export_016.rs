//! MK-EXPORT-016: values without their carriage returns.

use std::sync::Arc;

use bulk_conformance::protocol::Cell;
use bulk_reference::csv::Field;
use bulk_reference::marketo::{self, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-EXPORT-016",
    bug: "drops carriage returns inside of values",
    client: || made(|parts| parts.marketo = Arc::new(Tidy)),
};

struct Tidy;

impl Steps for Tidy {
    fn value(&self, field: &Field) -> Cell {
        match marketo::Honest.value(field) {
            Cell::Text(text) => Cell::Text(text.replace('\r', "")),
            other => other,
        }
    }
}
