//! MK-EXPORT-003: why an export failed reaches the caller.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, export};

/// What the org says of the reason.
const WHY: &str = "Export file could not be written to storage node 7";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-EXPORT-003",
    text: "An export that ends as `Failed` is an error that says `errorMsg`.",
    source: "marketo-bulk.md 5.3, 7 (22)",
    ops: &[Op::MkExport],
    provoke: "the export fails, at once and half-way",
    observe: "the client's answer",
    seen: "node-marketo-rest takes it for success; Keboola, Conduit and Adobe's samples poll on",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let of = |name: &str, fault| {
        case(name, export()).rule(Rule::on("fails", "marketo.export.create", fault))
    };
    vec![
        of("at once", json!({ "fail": { "message": WHY } })),
        of("half-way", json!({ "fail": { "message": WHY, "at": 0.5 } }))
            .marketo("export_queue_wait", "60s"),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("fails")?;
    let failure = evidence.call().must_fail()?;
    if !failure.message.contains(WHY) {
        let what = "the error does not say why the export failed";
        return Err(Finding::new(what)
            .differs(format!("{WHY:?}"), format!("{:?}", failure.message))
            .into());
    }
    Ok(())
}
