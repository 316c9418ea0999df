//! MK-IMPORT-010: failed rows are read by their own header, as UTF-8.

use serde_json::json;

use crate::evidence::{Evidence, RowOutcome};
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Cell, Op, Table};
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::leads::{case, in_either_way, value};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-IMPORT-010",
    text: "Failed rows are read as UTF-8, by the header of their own list, which may lack the empty lookup column.",
    level: Level::Should,
    source: "marketo-bulk.md 4.5.7, 7 (51)",
    grade: Grade::Recorded,
    ops: &[Op::MkImport],
    provoke: "rows without a mail address; the list of failures has that column, or has it not, \
              or names no charset",
    observe: "the client's failed rows",
    seen: "RudderStack joins rows by a hash of their text; marketorestpython reads them as Latin-1 where no \
           charset is named",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let of = |name: &str, collapses: bool| {
        case(name, Call::import(table())).marketo("collapse_empty_failure_columns", collapses)
    };
    let bare = Rule::on(
        "no charset",
        "marketo.import.failures",
        json!({ "content_type": { "value": "text/csv" } }),
    );
    in_either_way(vec![
        of("column left out", true),
        of("column empty", false),
        of("no charset", false).rule(bare),
    ])
}

/// The lookup column stands between others, where its absence shifts them.
fn table() -> Table {
    Table::new(["firstName", "lastName", "email", "title"])
        .row(["Ann", "Able", "a@example.com", "One"])
        .row(["Zo\u{eb}", "Baker", "", "Two"])
        .row(["Cy", "Clark", "c@example.com", "Three"])
        .row(["Di", "Dean, \"jr.\"", "", "Four"])
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.exchanges_of("marketo.import.create")?;
    let failed = evidence.org().ledger.iter().filter(|line| line.outcome == RowOutcome::Failed);
    if failed.count() != 2 {
        return Err(Objection::NotExercised("the rows without an address did not fail".to_owned()));
    }
    let seen = evidence.call();
    seen.must_end()?;
    let Some(told) = &seen.rows.failed else {
        return Err(Objection::NotObserved("the client hands over no failed rows".to_owned()));
    };
    for row in [1, 3] {
        must_tell(told, row)?;
    }
    Ok(())
}

/// The row of that place in the input is among the failed ones, each value in its own column.
fn must_tell(told: &Table, row: usize) -> Judgement {
    let (given, names) = (&table().rows[row], ["firstName", "lastName", "title"]);
    let due: Vec<_> = names.iter().map(|name| of(&table(), given, name)).collect();
    let found = told.rows.iter().map(|row| names.map(|name| of(told, row, name)));
    let found: Vec<_> = found.collect();
    if found.iter().any(|row| row[..] == due[..]) {
        return Ok(());
    }
    let what = "a failed row is not handed over with its values under their own names";
    Err(Finding::new(what).differs(format!("{due:?}"), format!("{found:?}")).into())
}

fn of(table: &Table, row: &[Cell], name: &str) -> Option<String> {
    row.get(table.column(name)?).and_then(value)
}
