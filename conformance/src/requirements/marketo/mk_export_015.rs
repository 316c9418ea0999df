//! MK-EXPORT-015: a status that lags behind does not mislead.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::Judgement;
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, export, must_hand_over, of_january};
use super::wire::must_make_one_export;

/// A status changes once a minute at most, which is documented; that it lags follows from this.
pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-EXPORT-015",
    text: "A status that still shows `Created` after the enqueue leads neither to another export nor into a loop.",
    source: "marketo-bulk.md 3 (status refresh), 5.4, 7 (24)",
    ops: &[Op::MkExport],
    provoke: "the first two reads of the status after each change show the state before",
    observe: "the org's jobs; the client's answer",
    seen: "tap-marketo and airbyte enqueue whenever they see `Created`",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let lag = json!({ "state_lags": { "reads": 2 } });
    vec![case("two reads", export()).marketo("export_queue_wait", "60s").rule(Rule::on(
        "lag",
        "marketo.export.status",
        lag,
    ))]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("lag")?;
    must_make_one_export(evidence)?;
    evidence.call().must_succeed()?;
    must_hand_over(evidence.call(), &of_january(evidence))
}
