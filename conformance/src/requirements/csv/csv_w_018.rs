//! CSV-W-018: a value is no formula.

use crate::generate::{Cells, Draw, Kind, Plan};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::super::loads::{drawn, each_class};
use super::sent::arrives;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-018",
    text: "A text that begins with =, +, - or @ is not altered.",
    source: "RFC 4180 2; salesforce-bulk2.md 3.12",
    ops: &[Op::SfIngest],
    provoke: "drawn tables with such texts",
    observe: "the rows that the org holds",
    cases: Cases::Both(cases, case),
    judge: arrives,
    ..Requirement::TEMPLATE
};

const KINDS: &[Kind] = &[Kind::Plain, Kind::Formula];

fn cases() -> Vec<Scenario> {
    each_class(&Cells::of(KINDS))
}

fn case(draw: &mut Draw) -> Scenario {
    drawn(draw, &Plan::sheet(Cells::of(KINDS)))
}
