//! CSV-W-005: white space is part of a value.

use crate::generate::{Cells, Draw, Kind, Plan};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::super::loads::{drawn, each_class};
use super::sent::arrives;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-005",
    text: "Blanks and tabs at the ends of a value are kept.",
    source: "RFC 4180 2.4; salesforce-bulk2.md 3.12 and 10.6",
    ops: &[Op::SfIngest],
    provoke: "drawn tables whose values begin or end with white space",
    observe: "the rows that the org holds",
    cases: Cases::Both(cases, case),
    judge: arrives,
    ..Requirement::TEMPLATE
};

const KINDS: &[Kind] = &[Kind::Plain, Kind::Blank];

fn cases() -> Vec<Scenario> {
    each_class(&Cells::of(KINDS))
}

fn case(draw: &mut Draw) -> Scenario {
    drawn(draw, &Plan::sheet(Cells::of(KINDS)))
}
