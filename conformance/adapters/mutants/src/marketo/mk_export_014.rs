//! MK-EXPORT-014: the word for nothing as a text.

use std::sync::Arc;

use bulk_conformance::protocol::Cell;
use bulk_reference::csv::Field;
use bulk_reference::marketo::Steps;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-EXPORT-014",
    bug: "hands over the word `null` where there is nothing",
    client: || made(|parts| parts.marketo = Arc::new(Literal)),
};

struct Literal;

impl Steps for Literal {
    fn value(&self, field: &Field) -> Cell {
        field.to_cell()
    }
}
