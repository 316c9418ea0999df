//! CSV-W-012: values with types keep their value.

use proptest::prelude::*;

use crate::fake::SHEET;
use crate::generate::{Draw, Drawn, RECORDS, dialect};
use crate::protocol::{Cell, Feature, Op, Table};
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::super::loads::given;
use super::sent::arrives;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-012",
    text: "Truth values, integers beyond 2^53, decimals, dates and moments keep their value, whatever the \
           locale.",
    source: "salesforce-bulk2.md 3.12",
    ops: &[Op::SfIngest],
    features: &[Feature::Typed],
    provoke: "drawn records with typed values",
    observe: "the rows that the org holds, compared by value",
    cases: Cases::Generated(case),
    judge: arrives,
    ..Requirement::TEMPLATE
};

fn case(draw: &mut Draw) -> Scenario {
    let (dialect, class) = dialect(draw);
    let columns = ["Flag__c", "Count__c", "Amount__c", "Day__c", "Moment__c"];
    let mut table = Table::new(["Key__c"].into_iter().chain(columns));
    let mut covers = std::collections::BTreeSet::new();
    for number in 1..=draw.pick(1_usize..5) {
        let mut row = vec![Cell::text(format!("k{number:04}"))];
        for column in columns {
            let classes = RECORDS.iter().filter(|class| class.column == Some(column));
            let class = draw.pick(prop::sample::select(classes.collect::<Vec<_>>()));
            covers.insert(class.name);
            row.push(class.draw(draw));
        }
        table.rows.push(row);
    }
    given(Drawn { object: SHEET, table, covers }, &dialect, None).covering([class])
}
