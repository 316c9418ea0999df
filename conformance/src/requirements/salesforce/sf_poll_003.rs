//! SF-POLL-003: one bad answer to a poll is not the end of a job.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::Judgement;
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-POLL-003",
    text: "One 500, 502, 503, 504, 420 or 429 while polling does not end the job.",
    source: "salesforce-bulk2.md 7",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest, Op::SfQuery],
    provoke: "the first poll is answered by each of these once",
    observe: "the client's answer",
    seen: "simple-salesforce dies on 503",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    [500, 502, 503, 504, 420, 429].map(case).into()
}

fn case(status: u16) -> Scenario {
    let fault = json!({ "status": { "status": status } });
    Scenario::new(format!("{status} once"), Call::insert(crate::fake::SHEET, sheet(3)))
        .rule(Rule::on("bad answer", "salesforce.ingest.info", fault).first(1))
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("bad answer")?;
    evidence.call().must_succeed().map(drop)
}
