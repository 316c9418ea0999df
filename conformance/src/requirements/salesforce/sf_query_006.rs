//! SF-QUERY-006: pages that do not say how many rows they hold are read.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::Judgement;
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::{Rule, Scenario};

use super::super::reading::{RESULTS, one_page, pages, whole};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-006",
    text: "A page without `Sforce-NumberOfRecords` is read like any other.",
    // Asked for by the catalogue as a MUST. Nobody has seen the header missing, so it cannot be one.
    level: Level::Should,
    source: "salesforce-bulk2.md 4.4, 8",
    grade: Grade::Assumed,
    ops: &[Op::SfQuery],
    provoke: "the header is taken out of every page",
    observe: "the client's rows",
    seen: "simple-salesforce raises KeyError, go-salesforce panics",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let missing = || Rule::on("no count", RESULTS, json!({ "row_count": "missing" }));
    vec![one_page("one page").rule(missing()), pages("three pages").rule(missing())]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("no count")?;
    whole(evidence)
}
