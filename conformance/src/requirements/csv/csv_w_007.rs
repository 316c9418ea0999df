//! CSV-W-007: a null is not an empty text.

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Cell, Dialect, Feature, Op, Table};
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::{Call, Given, Scenario, Seed};

use super::super::loads::steady;
use super::sent::{cell_finding, rows_by_key, uploads};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-007",
    text: "An explicit null is sent as `#N/A`, and an empty text as an empty cell.",
    level: Level::Should,
    must_if: Some(Feature::NullExplicit),
    source: "salesforce-bulk2.md 3.12",
    ops: &[Op::SfIngest],
    provoke: "an upsert of records that are there, with a null, an empty text, and both",
    observe: "journal: the cells that were sent; the fields afterwards",
    seen: "simple-salesforce sends an empty cell for either; jsforce is right",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

/// The columns, and what each row has there: a null to empty the field, a text that leaves it alone.
fn cases() -> Vec<Scenario> {
    let before = Table::new(["Key__c", "A__c", "B__c"])
        .row(["k0001", "old a1", "old b1"])
        .row(["k0002", "old a2", "old b2"]);
    let mut table = Table::new(["Key__c", "A__c", "B__c"]);
    table.rows = vec![
        vec![Cell::text("k0001"), Cell::Null, Cell::text("new")],
        vec![Cell::text("k0002"), Cell::Null, Cell::text("")],
    ];
    let call = Call::ingest("upsert", SHEET, Given::Records(table))
        .dialect(&Dialect::plain())
        .arg("externalIdFieldName", "Key__c");
    let seed = Seed::Records { object: SHEET.to_owned(), table: before };
    vec![steady(Scenario::new("null and empty text", call)).seed(seed)]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.call().must_succeed()?;
    let uploads = uploads(evidence)?;
    let rows = rows_by_key(&uploads, "Key__c");
    let sent = |key: &str, column: &str| {
        let row = rows.get(key)?;
        row.iter().find(|(name, _)| name.eq_ignore_ascii_case(column)).map(|(_, cell)| cell.clone())
    };
    for (key, column, what, wanted) in [
        ("k0001", "A__c", "a null is not sent as the provider's word for it", "#N/A"),
        ("k0002", "A__c", "a null is not sent as the provider's word for it", "#N/A"),
        ("k0002", "B__c", "an empty text is not sent as an empty cell", ""),
    ] {
        let what = format!("{what}: row {key}, column `{column}`");
        match sent(key, column) {
            Some(cell) if cell == wanted => {}
            Some(cell) => return Err(cell_finding(what, &uploads[0], wanted, &cell)),
            None => {
                return Err(Finding::new(what)
                    .at([uploads[0].seq()])
                    .differs(wanted, "no such cell")
                    .into());
            }
        }
    }
    Ok(())
}
