//! SF-INGEST-021: the answer to the close is lost, and nothing is loaded twice.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::Judgement;
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::load::{CHANGE, case, keyless, loaded_once};

const RULE: &str = "lost";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-021",
    text: "When the answer to the close of a job is lost, its rows are not loaded a second time.",
    source: "salesforce-bulk2.md 3.5; RFC 9110 9.2.2 (PATCH is not idempotent)",
    grade: Grade::Documented,
    ops: &[Op::SfIngest],
    provoke: "the close takes effect, and the connection breaks before its answer",
    observe: "rows in the org",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let lost = json!({ "lost_response": { "end": "reset" } });
    let load = Call::insert(SHEET, keyless(5));
    vec![case("lost close", load).rule(Rule::on(RULE, CHANGE, lost).nth(1).per("org"))]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired(RULE)?;
    evidence.call().must_end()?;
    loaded_once(evidence)
}
