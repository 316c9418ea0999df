//! MK-RATE-005: who is told that an export is in the queue already has what it wanted.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, export, must_hand_over, of_january};
use super::wire::{must_make_one_export, refused};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-RATE-005",
    text: "1029 for an export that is in the queue already is no failure.",
    level: Level::Should,
    source: "marketo-bulk.md 5.4, 7 (24)",
    ops: &[Op::MkExport],
    provoke: "the answer to the enqueue is lost, or is 1029 `Job already queued` though it was done",
    observe: "journal: enqueues; the org's jobs; the client's answer",
    seen: "airbyte: `generator raised StopIteration`",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let lost = Rule::on("answer", "marketo.export.enqueue", json!({ "lost_response": {} }));
    let told = json!({ "status": {
        "status": 200, "code": "1029", "message": "Job already queued", "effect": true,
    } });
    let told = Rule::on("answer", "marketo.export.enqueue", told);
    vec![
        case("answer lost", export()).rule(lost.first(1)),
        case("told at once", export()).rule(told.first(1)),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("answer")?;
    evidence.call().must_end()?;
    if refused(evidence.journal(), "1029").is_empty() && evidence.call().success().is_none() {
        // It gave up over the lost answer, which is not asked about here.
        let what = "the client did not enqueue again after the lost answer";
        return Err(Objection::NotExercised(what.to_owned()));
    }
    evidence.call().must_succeed()?;
    must_make_one_export(evidence)?;
    must_hand_over(evidence.call(), &of_january(evidence))
}
