//! SF-QUERY-012: a query that failed is no query without rows.

use serde_json::{Value, json};

use crate::evidence::Evidence;
use crate::judge::{Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Rule, Scenario};

use super::super::reading::pages;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-012",
    text: "A query job that ends as Failed or Aborted is an error, not a result without rows.",
    source: "salesforce-bulk2.md 3.5, 4.3",
    ops: &[Op::SfQuery],
    provoke: "the job fails; somebody else aborts it",
    observe: "journal: the end was seen; the client's error",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let case = |name: &str, inject: Value| {
        pages(name).rule(Rule::on("bad end", "salesforce.query.create", inject))
    };
    vec![
        case("failed", json!({ "fail": { "message": "InternalServerError : It broke." } })),
        case("aborted", json!({ "abort": { "at": 0.0 } })),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("bad end")?;
    let shown = |state: Value| state == "Failed" || state == "Aborted";
    let mut looks = evidence.journal().of("salesforce.query.info");
    if !looks.any(|look| shown(look.answer_json()["state"].clone())) {
        return Err(Objection::NotExercised("the client never saw how the job ended".to_owned()));
    }
    evidence.call().must_fail().map(drop)
}
