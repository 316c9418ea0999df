//! CSV-W-008: what is absent is not written as a word.

use proptest::prelude::*;

use crate::evidence::Evidence;
use crate::generate::{Cells, Draw, Kind, Plan, RECORDS, dialect};
use crate::judge::Judgement;
use crate::protocol::{Cell, Op};
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::super::loads::given as load;
use super::sent::{cell_finding, given, rows_by_key, uploads};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-008",
    text: "Absent data is never sent as a word such as null, None, undefined, NaN or [object Object].",
    source: "salesforce-bulk2.md 3.12 and 8.24",
    ops: &[Op::SfIngest],
    provoke: "drawn records with nulls and without some of their keys",
    observe: "journal: the cells of absent values",
    seen: "Segment's action destinations (pull 930)",
    cases: Cases::Generated(case),
    judge,
    ..Requirement::TEMPLATE
};

fn case(draw: &mut Draw) -> Scenario {
    let (dialect, class) = dialect(draw);
    let plan = Plan::sheet(Cells::of(&[Kind::Plain]));
    let mut drawn = plan.draw(draw, dialect.delimiter());
    let absent: Vec<_> = RECORDS.iter().filter(|class| class.column.is_none()).collect();
    for (number, row) in drawn.table.rows.iter_mut().enumerate() {
        for (at, cell) in row.iter_mut().enumerate().skip(1) {
            // One at least: the last cell of the first row.
            let first = number == 0 && at + 1 == drawn.table.header.len();
            if first || draw.pick(any::<bool>()) {
                let class = draw.pick(prop::sample::select(absent.clone()));
                *cell = class.draw(draw);
                drawn.covers.insert(class.name);
            }
        }
    }
    load(drawn, &dialect, None).covering([class])
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.call().must_succeed()?;
    let uploads = uploads(evidence)?;
    let table = given(evidence)?;
    let sent = rows_by_key(&uploads, "Key__c");
    for row in &table.rows {
        let key = row[0].as_text().unwrap_or_default();
        let Some(texts) = sent.get(key) else { continue };
        for (name, cell) in table.header.iter().zip(row) {
            let absent = matches!(cell, Cell::Null | Cell::Missing { .. });
            let text = texts.get(name).filter(|_| absent);
            // A value of another column is the concern of CSV-W-009.
            let is_other = |text: &String| row.iter().any(|cell| cell.as_text() == Some(text));
            let text = text.filter(|text| !text.is_empty() && *text != "#N/A" && !is_other(text));
            if let Some(text) = text {
                let what =
                    format!("row {key}, column `{name}`: there was no value, and a word was sent");
                return Err(cell_finding(what, &uploads[0], "", text));
            }
        }
    }
    Ok(())
}
