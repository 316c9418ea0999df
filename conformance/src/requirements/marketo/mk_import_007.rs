//! MK-IMPORT-007: too many imports at once: later, and not in a hurry.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, import, in_either_way, must_hold};
use super::wire::{PAUSE_MS, must_make_one_import, must_wait, refused, repeated};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-IMPORT-007",
    text: "After 1016 the import is sent again later, with a pause before each try.",
    source: "marketo-bulk.md 2.8, 4.2.10, 7 (45)",
    ops: &[Op::MkImport],
    provoke: "others have ten imports in the queue, at the first two tries",
    observe: "journal: tries and pauses between them; the org's batches and leads",
    seen: "node-marketo-rest does not repeat it",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let full = json!({ "quota_used": { "quota": "import_queue" } });
    let full = Rule::on("queue full", "marketo.import.create", full).budget(2);
    in_either_way(vec![
        case("full twice", import(3).poll_ms(PAUSE_MS)).marketo("imports_queued", 10).rule(full),
    ])
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("queue full")?;
    let journal = evidence.journal();
    let refused = refused(journal, "1016");
    if refused.is_empty() {
        return Err(Objection::NotExercised("no import was refused with 1016".to_owned()));
    }
    for call in refused {
        let Some(again) = repeated(journal, call) else {
            let what = "an import that found the queue full is not sent again";
            return Err(Finding::new(what)
                .at([call.seq()])
                .differs("the same import later", evidence.call().ending())
                .into());
        };
        must_wait(call, again, PAUSE_MS, "a full queue is tried again without a pause")?;
    }
    evidence.call().must_succeed()?;
    must_make_one_import(evidence)?;
    must_hold(evidence)
}
