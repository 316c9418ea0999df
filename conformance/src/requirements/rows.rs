//! Rows that many cases load: dull on purpose.

use crate::protocol::{Cell, Table};

/// So many rows for the sheet: `Key__c` `k0001` …, and two columns of plain text.
pub(super) fn sheet(rows: usize) -> Table {
    let mut table = Table::new(["Key__c", "A__c", "B__c"]);
    for row in 1..=rows {
        table.rows.push(vec![
            Cell::text(format!("k{row:04}")),
            Cell::text(format!("text {row}")),
            Cell::text(format!("more {row}")),
        ]);
    }
    table
}
