//! CSV-W-011: every delimiter, also where the data have it.

use crate::csv::{Delimiter, Quoting, Style};
use crate::protocol::{Cell, Dialect, Op, Table};
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::super::loads::{WHOLE, file, records, steady};
use super::sent::reads_and_arrives;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-011",
    text: "Every delimiter that the client supports works, also where it is part of the data.",
    source: "salesforce-bulk2.md 3.2 and 3.12",
    ops: &[Op::SfIngest],
    provoke: "each of the six, with all six in the values",
    observe: "journal: cells of each row; the rows that the org holds",
    seen: "plugin-data (pull 1098)",
    cases: Cases::Fixed(cases),
    judge: reads_and_arrives,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    Delimiter::ALL.into_iter().flat_map(case).collect()
}

fn case(delimiter: Delimiter) -> [Scenario; 2] {
    let all: String = Delimiter::ALL.map(|delimiter| char::from(delimiter.byte())).iter().collect();
    let own = char::from(delimiter.byte());
    let mut table = Table::new(["Key__c", "A__c", "B__c"]);
    for (number, text) in
        [format!("a{own}b"), own.to_string(), format!("{own}{own}x"), all].into_iter().enumerate()
    {
        let key = Cell::text(format!("k{:04}", number + 1));
        table.rows.push(vec![key, Cell::text(text), Cell::text("plain")]);
    }
    let dialect = Dialect::of(delimiter, false);
    let style = Style { delimiter, quoting: Quoting::Minimal, ..Style::PLAIN };
    let name = delimiter.name();
    [
        steady(Scenario::new(format!("{name}, records"), records(table.clone(), &dialect))),
        steady(Scenario::new(format!("{name}, file"), file(table, style, WHOLE))),
    ]
}
