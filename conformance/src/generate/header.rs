//! Classes of headers: what a caller may write there, and what a provider makes of it.

use proptest::prelude::*;

use super::Draw;
use crate::csv::Style;
use crate::protocol::{Cell, Table};

/// A class of headers.
#[derive(Clone, Copy, Debug)]
pub struct HeaderClass {
    /// Its name in the counts of coverage.
    pub name: &'static str,
    /// Whether Salesforce takes the file (salesforce-bulk2.md 2, 3.9 and 3.12); if not, the job fails.
    pub taken: bool,
    /// Whether it can only be said in a file, not by the keys of records.
    pub file_only: bool,
    /// Makes a table and its way of writing so.
    pub apply: fn(&mut Draw, &mut Table, &mut Style),
}

/// All classes. A line adds one.
pub const HEADERS: &[HeaderClass] = &[
    HeaderClass { name: "header: as declared", taken: true, file_only: false, apply: |_, _, _| {} },
    HeaderClass { name: "header: permuted", taken: true, file_only: false, apply: permute },
    HeaderClass {
        name: "header: other letter case",
        taken: true,
        file_only: false,
        apply: |_, table, _| table.header[0] = table.header[0].to_ascii_uppercase(),
    },
    HeaderClass {
        name: "header: quoted",
        taken: true,
        file_only: true,
        apply: |_, _, style| style.quoting = crate::csv::Quoting::All,
    },
    HeaderClass {
        name: "header: byte order mark before it",
        taken: false,
        file_only: true,
        apply: |_, _, style| style.mark = true,
    },
    HeaderClass {
        name: "header: duplicate name",
        taken: false,
        file_only: true,
        apply: |_, table, _| add(table, table.header[table.header.len() - 1].clone()),
    },
    HeaderClass {
        name: "header: empty name",
        taken: false,
        file_only: true,
        apply: |_, table, _| add(table, String::new()),
    },
    HeaderClass {
        name: "header: blank around a name",
        taken: false,
        file_only: false,
        apply: |_, table, _| {
            // Not the first column: rows are found again by it.
            if let Some(last) = table.header.iter_mut().skip(1).last() {
                *last = format!(" {last}");
            }
        },
    },
    HeaderClass {
        name: "header: unknown name",
        taken: false,
        file_only: false,
        apply: |_, table, _| add(table, "Nobody_Knows__c".to_owned()),
    },
];

fn permute(draw: &mut Draw, table: &mut Table, _: &mut Style) {
    let order: Vec<usize> =
        draw.pick(Just((0..table.header.len()).collect::<Vec<_>>()).prop_shuffle());
    table.header = order.iter().map(|at| table.header[*at].clone()).collect();
    for row in &mut table.rows {
        *row = order.iter().map(|at| row[*at].clone()).collect();
    }
}

/// A column more, with a plain text in every row.
fn add(table: &mut Table, name: String) {
    table.header.push(name);
    for row in &mut table.rows {
        row.push(Cell::text("more"));
    }
}
