//! CSV-W-016: the longest value that there is.

use crate::protocol::{Op, Table};
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::Scenario;

use super::super::loads::both;
use super::sent::arrives;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-016",
    text: "A value of 131 072 characters, the provider's most, is sent whole.",
    level: Level::Should,
    source: "salesforce-bulk2.md 3.12",
    ops: &[Op::SfIngest],
    provoke: "one value of that length, of one byte and of three bytes a character",
    observe: "the rows that the org holds",
    cases: Cases::Fixed(cases),
    judge: arrives,
    ..Requirement::TEMPLATE
};

const CHARS: usize = 131_072;

fn cases() -> Vec<Scenario> {
    let table = |char: &str| {
        let long = char.repeat(CHARS - 1) + "z";
        Table::new(["Key__c", "A__c"]).row(["k0001", &long]).row(["k0002", "short"])
    };
    let [records, file] = both("one byte a character", &table("x"));
    let [wide, _] = both("three bytes a character", &table("\u{6F22}"));
    vec![records, file, wide]
}
