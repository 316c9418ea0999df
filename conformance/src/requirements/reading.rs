//! What cases that read rows share: a query of the sheet, and whether its rows came back whole.

use serde_json::json;

use super::rows::sheet;
use crate::evidence::{Evidence, Exchange, Seen};
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Cell, Dialect, Table};
use crate::scenario::{Call, Scenario, Seed};

/// The columns that [`SOQL`] asks for.
pub(super) const COLUMNS: [&str; 2] = ["Key__c", "A__c"];

/// The query of most cases.
pub(super) const SOQL: &str = "SELECT Key__c, A__c FROM Sheet__c";

/// The operation that reads a page.
pub(super) const RESULTS: &str = "salesforce.query.results";

/// The call of most cases, with the dialect that every client has.
pub(super) fn call() -> Call {
    Call::query(SOQL).dialect(&Dialect::plain())
}

/// A query of the sheet, which holds these rows, in pages of so many.
pub(super) fn over(name: impl Into<String>, call: Call, table: Table, page: u64) -> Scenario {
    let seed = Seed::Records { object: SHEET.to_owned(), table };
    timed(Scenario::new(name, call)).salesforce("query_page_rows", json!(page)).seed(seed)
}

/// A query of seven dull rows, in pages of three.
pub(super) fn pages(name: impl Into<String>) -> Scenario {
    over(name, call(), sheet(7), 3)
}

/// A query of three dull rows that fit in a page.
pub(super) fn one_page(name: impl Into<String>) -> Scenario {
    over(name, call(), sheet(3), 100)
}

/// With everything set that decides how a job of Salesforce goes on and what its files look like.
pub(super) fn timed(scenario: Scenario) -> Scenario {
    scenario
        .salesforce("queue_wait", "1s")
        .salesforce("record_time", "1ms")
        .salesforce("query_chunk_time", "1s")
        .salesforce("quoted_newlines", "accept")
        .salesforce("results_content_type", "text/csv")
}

/// The rows that the org held before, as far as the query asks for them.
pub(super) fn seeded(evidence: &Evidence) -> Table {
    let mut table = Table::new(COLUMNS);
    for seed in &evidence.scenario.seeds {
        let Seed::Records { table: rows, .. } = seed else { continue };
        let at: Vec<_> = COLUMNS.iter().filter_map(|name| rows.column(name)).collect();
        let cells = rows.rows.iter().map(|row| at.iter().map(|at| row[*at].clone()).collect());
        table.rows.extend(cells);
    }
    table
}

/// The records that a client handed over.
///
/// # Errors
/// None: nothing can be said of them.
pub(super) fn records(seen: &Seen) -> Result<&Table, Objection> {
    let none = || Objection::NotObserved("the client hands over no records".to_owned());
    seen.rows.records.as_ref().ok_or_else(none)
}

/// The first call must succeed and hand over what the query asks for, no more and no less.
pub(super) fn whole(evidence: &Evidence) -> Judgement {
    evidence.call().must_succeed()?;
    same(&seeded(evidence), records(evidence.call())?)
}

/// The same rows, in any order; columns that nobody asked for may stand beside them.
pub(super) fn same(expected: &Table, seen: &Table) -> Judgement {
    let mut left = project(expected, seen)?;
    let mut lost = Vec::new();
    for row in expected.rows.iter().map(|row| shown(row)) {
        match left.iter().position(|seen| *seen == row) {
            Some(at) => drop(left.swap_remove(at)),
            None => lost.push(row),
        }
    }
    if lost.is_empty() && left.is_empty() {
        return Ok(());
    }
    let what = match (lost.len(), left.len()) {
        (lost, 0) => format!("{lost} rows of the query are not among the client's"),
        (0, more) => {
            format!("{more} rows of the client's are not the query's, or stand there twice")
        }
        (lost, _) => format!("{lost} rows of the query reach the caller changed, or not at all"),
    };
    let first = |rows: &[String]| rows.first().cloned().unwrap_or_else(|| "no row".to_owned());
    let counts = format!("{} rows, {} expected", seen.rows.len(), expected.rows.len());
    Err(Finding::new(format!("{what} ({counts})")).differs(first(&lost), first(&left)).into())
}

/// The rows of the client's table, with the columns of the other one in their order.
fn project(expected: &Table, seen: &Table) -> Result<Vec<String>, Objection> {
    let mut places = Vec::new();
    for name in &expected.header {
        let place = seen.header.iter().position(|known| known.eq_ignore_ascii_case(name));
        let Some(place) = place else {
            let what = format!("the client's rows have no column `{name}`");
            let header = format!("{:?}", seen.header);
            return Err(Finding::new(what)
                .differs(format!("{:?}", expected.header), header)
                .into());
        };
        places.push(place);
    }
    let missing = Cell::missing();
    let cells = |row: &Vec<Cell>| {
        let cells: Vec<_> =
            places.iter().map(|at| row.get(*at).unwrap_or(&missing).clone()).collect();
        shown(&cells)
    };
    Ok(seen.rows.iter().map(cells).collect())
}

/// A row with visible escapes.
fn shown(row: &[Cell]) -> String {
    let cells: Vec<_> = row.iter().map(cell).collect();
    cells.join(", ")
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => format!("\"{}\"", text.escape_debug()),
        Cell::Null => "null".to_owned(),
        Cell::Missing { .. } => "no value".to_owned(),
        other => serde_json::to_string(other).unwrap_or_default(),
    }
}

/// The pages that were asked for, of which there must be one.
///
/// # Errors
/// Not exercised.
pub(super) fn asked(evidence: &Evidence) -> Result<Vec<&Exchange>, Objection> {
    evidence.exchanges_of(RESULTS)
}
