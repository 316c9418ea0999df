//! SF-QUERY-018: a page whose connection is torn down before the first byte is asked for again.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::Judgement;
use crate::protocol::Op;
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::{Rule, Scenario};

use super::super::reading::{RESULTS, pages, whole};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-018",
    text: "A page whose connection is torn down before the first byte is asked for again.",
    level: Level::Should,
    source: "salesforce-bulk2.md 4.4; RFC 9110 9.2.2",
    ops: &[Op::SfQuery],
    provoke: "the second page is reset once; the first one is",
    observe: "the client's rows",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let torn =
        |nth| Rule::on("torn", RESULTS, json!({ "reset": { "at": "before_head" } })).nth(nth);
    vec![pages("page two").rule(torn(2)), pages("page one").rule(torn(1))]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("torn")?;
    whole(evidence)
}
