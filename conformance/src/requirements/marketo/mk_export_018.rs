//! MK-EXPORT-018: a lost answer to a create does not put two exports to work.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, export, must_hand_over, of_january};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-EXPORT-018",
    text: "After a lost answer to a create no more than one export is enqueued.",
    level: Level::Should,
    source: "marketo-bulk.md 7 (59)",
    grade: Grade::ReliedUpon,
    ops: &[Op::MkExport],
    provoke: "the create is done and its answer is lost",
    observe: "the org's jobs; the client's answer",
    seen: "",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let lost = |end: &str| {
        let fault = json!({ "lost_response": { "end": end } });
        case(format!("answer lost, {end}"), export())
            .rule(Rule::on("lost", "marketo.export.create", fault).budget(1))
    };
    vec![lost("fin"), lost("reset")]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("lost")?;
    let seen = evidence.call();
    seen.must_end()?;
    let queued: Vec<_> = evidence
        .journal()
        .transitions()
        .filter(|change| change.to.as_deref() == Some("Queued"))
        .collect();
    if queued.len() > 1 {
        let what = "the same export is put to work twice after a lost answer";
        return Err(Finding::new(what)
            .at(queued.iter().map(|change| change.place.seq))
            .differs("one export in the queue", format!("{} exports", queued.len()))
            .into());
    }
    match seen.success() {
        // Without the answer it cannot know; to say so is right.
        None => Ok(()),
        Some(_) => must_hand_over(seen, &of_january(evidence)),
    }
}
