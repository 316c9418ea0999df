//! CSV-W-015: rows that are shorter or longer than the header.

use crate::csv::{Style, Wrong};
use crate::evidence::Evidence;
use crate::judge::ledger::Upload;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Op, Table};
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::Scenario;

use super::super::loads::{file, steady};
use super::sent::cell_finding;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-015",
    text: "A file with a row that is too short or too long is refused, with that row's number, or sent as \
           it is; values are not shifted.",
    level: Level::Should,
    source: "salesforce-bulk2.md 3.12",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest],
    provoke: "input files with one such row in the middle",
    observe: "journal: that row as it was sent; the client's answer; the other rows in the org",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    ["file: row too short", "file: row too long"].map(case).into()
}

fn case(class: &'static str) -> Scenario {
    let table = Table::new(["Key__c", "A__c", "B__c"])
        .row(["k0001", "one", "two"])
        .row(["k0002", "three", "four"]);
    steady(Scenario::new(class, file(table, Style::PLAIN, class))).covering([class])
}

fn judge(evidence: &Evidence) -> Judgement {
    let call = evidence.call();
    call.must_end()?;
    let uploads = evidence.journal().uploads();
    if uploads.is_empty() {
        let refusal = call.must_fail()?;
        if !refusal.message.contains(|char: char| char.is_ascii_digit()) {
            let what = "the refusal does not say which row is too short or too long";
            return Err(Finding::new(what).differs("its number", refusal.message.as_str()).into());
        }
        return Ok(());
    }
    uploads.iter().try_for_each(as_it_was)?;
    evidence.ledger()?.must_hold_no_other()
}

/// The odd row went as it is. A short one may have been filled up with empty cells: its values are
/// where they were.
fn as_it_was(upload: &Upload<'_>) -> Judgement {
    let file = upload.file();
    let odd = |row: &&crate::csv::Record| {
        row.cells.first().is_some_and(|cell| matches!(&*cell.text(), "short" | "extra0"))
    };
    let Some(row) = file.rows().find(odd) else {
        let what = "the row that is too short or too long was left out, or its values were shifted";
        return Err(Finding::new(what).at([upload.seq()]).into());
    };
    let texts = row.texts();
    let ragged = file.flaws_of(|wrong| matches!(wrong, Wrong::Ragged { .. })).next().is_some();
    let filled = texts[0] == "short" && texts[1..].iter().all(|text| text.is_empty());
    if ragged || filled {
        return Ok(());
    }
    let what = "the row that is too long lost a value".to_owned();
    let finding: Objection =
        cell_finding(what, upload, "extra0,extra1,extra2,extra3", &texts.join(","));
    Err(finding)
}
