//! X-MEM-001: long loads and long results do not have to fit into memory.

use crate::evidence::Evidence;
use crate::generate::CI_ROWS;
use crate::judge::Judgement;
use crate::protocol::Op;
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::Scenario;

use super::super::memory::{bounded, long_load, long_query};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "X-MEM-001",
    text: "200 MB are loaded and read with less than 64 MB of memory more than a few rows take.",
    level: Level::May,
    source: "salesforce-bulk2.md 3.4, 4.5",
    ops: &[Op::SfIngest, Op::SfQuery],
    provoke: "ten rows, then 200 MB of rows made by a template (50 000 rows outside of nightly runs)",
    observe: "how much more memory the program held at most",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let short = "A line of a file.";
    let long = "x".repeat(400);
    vec![
        long_load("load of 50 000 rows", CI_ROWS, short),
        long_load("load of 200 MB", 500_000, &long).heavy(),
        long_query("query of 50 000 rows", CI_ROWS, short),
        long_query("query of 200 MB", 500_000, &long).heavy(),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    bounded(evidence)
}
