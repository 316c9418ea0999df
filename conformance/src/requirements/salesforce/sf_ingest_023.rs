//! SF-INGEST-023: the answer to the create is lost, and nothing is loaded twice.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::Judgement;
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::load::{CREATE, case, keyless, loaded_once};

const RULE: &str = "lost";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-023",
    text: "When the answer to the create of a job is lost, no row is loaded twice.",
    source: "salesforce-bulk2.md 3.2; RFC 9110 9.2.2 (POST is not idempotent)",
    grade: Grade::Documented,
    ops: &[Op::SfIngest],
    provoke: "the job is made, and the connection breaks before the answer",
    observe: "rows in the org",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let lost = json!({ "lost_response": { "end": "reset" } });
    let load = Call::insert(SHEET, keyless(5));
    vec![case("lost create", load).rule(Rule::on(RULE, CREATE, lost).nth(1).per("org"))]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired(RULE)?;
    evidence.call().must_end()?;
    loaded_once(evidence)
}
