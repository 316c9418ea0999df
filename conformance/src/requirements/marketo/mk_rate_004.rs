//! MK-RATE-004: a full queue is waited for, with the export that is there.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, export, must_hand_over, of_january};
use super::wire::{PAUSE_MS, must_make_one_export, must_wait, refused, repeated};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-RATE-004",
    text: "After 1029 for a full queue the same export is enqueued again later.",
    source: "marketo-bulk.md 5.4, 7 (6)",
    ops: &[Op::MkExport],
    provoke: "the queue is full at the first two enqueues",
    observe: "journal: enqueues and pauses between them; the org's jobs; the client's answer",
    seen: "tap-marketo takes every 1029 for the quota of the day",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let full = json!({ "quota_used": { "quota": "export_queue" } });
    let full = Rule::on("queue full", "marketo.export.enqueue", full).first(2).per("org");
    vec![case("full twice", export().poll_ms(PAUSE_MS)).marketo("exports_queued", 10).rule(full)]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("queue full")?;
    must_make_one_export(evidence)?;
    let journal = evidence.journal();
    let refused = refused(journal, "1029");
    if refused.is_empty() {
        return Err(Objection::NotExercised("no enqueue was refused".to_owned()));
    }
    for call in refused {
        let Some(again) = repeated(journal, call) else {
            let what = "an export that found the queue full is not enqueued again";
            return Err(Finding::new(what)
                .at([call.seq()])
                .differs("the same enqueue later", evidence.call().ending())
                .into());
        };
        must_wait(call, again, PAUSE_MS, "a full queue is asked again without a pause")?;
    }
    evidence.call().must_succeed()?;
    must_hand_over(evidence.call(), &of_january(evidence))
}
