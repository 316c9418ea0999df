//! CSV-W-009: records need not have the same keys.

use proptest::prelude::*;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::generate::{Draw, Drawn, dialect};
use crate::judge::Judgement;
use crate::protocol::{Cell, Op, Table};
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::super::loads::given;
use super::sent::{is_refused, reads_and_arrives};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-009",
    text: "The values of records stay under their own names when the records have different keys.",
    source: "salesforce-bulk2.md 3.12",
    ops: &[Op::SfIngest],
    provoke: "drawn records of which each lacks other keys, the first one among them",
    observe: "the rows that the org holds",
    cases: Cases::Generated(case),
    judge,
    ..Requirement::TEMPLATE
};

const COLUMNS: [&str; 5] = ["Key__c", "A__c", "B__c", "C__c", "D__c"];

fn case(draw: &mut Draw) -> Scenario {
    let (dialect, class) = dialect(draw);
    let mut table = Table::new(COLUMNS);
    let rows = draw.pick(2_usize..8);
    // Nobody lacks everything, and the first lacks something that the second has.
    let mut masks = draw.pick(prop::collection::vec(1_u8..15, rows));
    masks[1] = !masks[0] & 15;
    for (number, mask) in masks.iter().enumerate() {
        let mut row = vec![Cell::text(format!("k{:04}", number + 1))];
        row.extend((0..4).map(|at| match mask >> at & 1 {
            // The text tells where it belongs.
            1 => Cell::text(format!("{} of {}", COLUMNS[at + 1], number + 1)),
            _ => Cell::missing(),
        }));
        table.rows.push(row);
    }
    let drawn = Drawn { object: SHEET, table, covers: ["record: missing key"].into() };
    given(drawn, &dialect, None).covering([class])
}

fn judge(evidence: &Evidence) -> Judgement {
    if is_refused(evidence) { Ok(()) } else { reads_and_arrives(evidence) }
}
