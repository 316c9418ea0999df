//! CSV-W-013: control characters.

use crate::generate::{Cells, Draw, Kind, Plan};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::Scenario;

use super::super::loads::{drawn, each_class};
use super::sent::arrives_or_is_refused;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-013",
    text: "NUL and other control characters arrive, or the client refuses the data; they are not dropped in silence.",
    level: Level::Should,
    grade: Grade::ReliedUpon,
    source: "RFC 4180 2.6; salesforce-bulk2.md 4.4",
    ops: &[Op::SfIngest],
    provoke: "drawn tables with control characters in values",
    observe: "the rows that the org holds, and the client's answer",
    seen: "simple-salesforce takes NUL out when it reads",
    cases: Cases::Both(cases, case),
    judge: arrives_or_is_refused,
    ..Requirement::TEMPLATE
};

const KINDS: &[Kind] = &[Kind::Plain, Kind::Control];

fn cases() -> Vec<Scenario> {
    each_class(&Cells::of(KINDS))
}

fn case(draw: &mut Draw) -> Scenario {
    drawn(draw, &Plan::sheet(Cells::of(KINDS)))
}
