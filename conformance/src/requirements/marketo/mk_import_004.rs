//! MK-IMPORT-004: how an import ends: `Complete`, or `Failed` with a reason.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, import, in_either_way, must_hold};

/// What the org says of the reason.
const WHY: &str = "Import was stopped: partition 3 is locked";

/// Polls that may still come after the end was shown.
const POLLS_AFTER_MAX: usize = 1;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-IMPORT-004",
    text: "`Complete` ends an import well; `Failed` is an error that says the message.",
    source: "marketo-bulk.md 4.4.1, 4.4.5",
    ops: &[Op::MkImport],
    provoke: "imports that complete at once and after some polls, and one that fails",
    observe: "journal: polls after the end; the client's answer",
    seen: "Talend polls on for ever after `Failed`",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let fails = json!({ "fail": { "message": WHY } });
    in_either_way(vec![
        case("complete at once", import(3)),
        case("complete after polls", import(3))
            .marketo("import_queue_wait", "30s")
            .marketo("import_row_time", "5s"),
        case("failed", import(3)).rule(Rule::on("fails", "marketo.import.create", fails)),
    ])
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.exchanges_of("marketo.import.create")?;
    let seen = evidence.call();
    let polls: Vec<_> = evidence.journal().of("marketo.import.status").collect();
    let over = |word: &serde_json::Value| *word == "Complete" || *word == "Failed";
    let after: Vec<_> = polls
        .iter()
        .filter(|poll| over(&poll.answer_json()["result"][0]["status"]))
        .map(|poll| poll.seq())
        .collect();
    if after.len() > 1 + POLLS_AFTER_MAX {
        let what = "the client polls on though the import is over";
        return Err(Finding::new(what).at(after).into());
    }
    if !evidence.scenario.name.starts_with("failed") {
        seen.must_succeed()?;
        return must_hold(evidence);
    }
    evidence.must_have_fired("fails")?;
    let failure = seen.must_fail()?;
    if failure.message.contains(WHY) {
        return Ok(());
    }
    let what = "the error does not say why the import failed";
    Err(Finding::new(what).differs(format!("{WHY:?}"), format!("{:?}", failure.message)).into())
}
