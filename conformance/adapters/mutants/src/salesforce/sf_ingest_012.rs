//! SF-INGEST-012: results that are joined by their places.

use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure, Success, Table};
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-012",
    bug: "gives the ids of a result file to the loaded rows in the order of the upload",
    client: || made(|parts| parts.salesforce = Arc::new(ByPlace)),
};

struct ByPlace;

impl Steps for ByPlace {
    fn ingest(&self, run: &Run<'_>) -> Result<Success> {
        let success = salesforce::ingest(run)?;
        if let Some(path) = &success.rows.success {
            let wrong =
                |error: &dyn std::fmt::Display| Failure::new(Class::Other, error.to_string());
            let mut table = Table::load(path).map_err(|error| wrong(&error))?;
            join_by_place(&mut table);
            table.save(path).map_err(|error| wrong(&error))?;
        }
        Ok(success)
    }
}

/// Rows in the order of their keys, which is that of the upload; ids stay where they were.
fn join_by_place(table: &mut Table) {
    let (Some(id), Some(key)) = (table.column("sf__Id"), table.column("Key__c")) else { return };
    let ids: Vec<_> = table.rows.iter().map(|row| row[id].clone()).collect();
    table.rows.sort_by(|left, right| left[key].cmp(&right[key]));
    for (row, own) in table.rows.iter_mut().zip(ids) {
        row[id] = own;
    }
}
