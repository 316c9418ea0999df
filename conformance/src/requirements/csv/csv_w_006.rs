//! CSV-W-006: characters beyond ASCII arrive as they are.

use crate::generate::{Cells, Draw, Kind, Plan};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::super::loads::{drawn, each_class};
use super::sent::arrives;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-006",
    text: "Text is not normalised: composed and decomposed letters, astral and right-to-left text arrive as they are.",
    source: "RFC 3629; salesforce-bulk2.md 3.12",
    ops: &[Op::SfIngest],
    provoke: "drawn tables with twins of letters, combining runs, astral and right-to-left text",
    observe: "the rows that the org holds",
    cases: Cases::Both(cases, case),
    judge: arrives,
    ..Requirement::TEMPLATE
};

const KINDS: &[Kind] = &[Kind::Plain, Kind::Unicode];

fn cases() -> Vec<Scenario> {
    each_class(&Cells::of(KINDS))
}

fn case(draw: &mut Draw) -> Scenario {
    drawn(draw, &Plan::sheet(Cells::of(KINDS)))
}
