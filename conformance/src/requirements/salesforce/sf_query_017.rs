//! SF-QUERY-017: a long result does not have to fit into memory.

use crate::evidence::Evidence;
use crate::generate::{CI_ROWS, NIGHTLY_ROWS};
use crate::judge::Judgement;
use crate::protocol::Op;
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::Scenario;

use super::super::memory::{bounded, long_query};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-017",
    text: "A query of a million rows is read in bounded memory.",
    level: Level::Should,
    source: "salesforce-bulk2.md 4.5, 8",
    ops: &[Op::SfQuery],
    provoke: "a query of ten rows, then one of a million (50 000 outside of nightly runs)",
    observe: "how much more memory the program held at most",
    seen: "forcedotcom/cli#1995",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let words = "A line of text that is as long as such lines are.";
    vec![
        long_query("50 000 rows", CI_ROWS, words),
        long_query("a million rows", NIGHTLY_ROWS, words).heavy(),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    bounded(evidence)
}
