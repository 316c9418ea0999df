//! SF-POLL-003: one bad answer to a poll is not the end of a job.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::Judgement;
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Rule, Scenario};

use super::super::reading::one_page;
use super::super::waits::{LOOK, load};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-POLL-003",
    text: "One 500, 502, 503, 504, 420 or 429 while polling does not end the job.",
    source: "salesforce-bulk2.md 1.4, 8",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest, Op::SfQuery],
    provoke: "the first look at a job is answered by each of these once",
    observe: "the client's answer",
    seen: "simple-salesforce dies on 503",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let bad = |status: u16| {
        Rule::on("bad answer", LOOK, json!({ "status": { "status": status } })).first(1)
    };
    let mut cases: Vec<_> = [500, 502, 503, 504, 420, 429]
        .map(|status| load(format!("{status} once")).rule(bad(status)))
        .into();
    cases.push(one_page("503 once, in a query").rule(bad(503)));
    cases
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("bad answer")?;
    evidence.call().must_succeed().map(drop)
}
