//! MK-EXPORT-001: the steps of an export, each when the one before is done.

use serde_json::json;

use crate::evidence::{Evidence, Exchange};
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, export, export_of_many, must_hand_over, of_january, with_address};
use super::wire::succeeded;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-EXPORT-001",
    text: "An export is created, enqueued, watched until it is `Completed`, and only then read.",
    source: "marketo-bulk.md 5.1, 5.4",
    ops: &[Op::MkExport],
    provoke: "exports that are done at once, after some polls, and after a late answer to the create",
    observe: "journal: the order of calls; the client's rows",
    seen: "airbyte's declarative streams never look at the answer to the enqueue",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let late = json!({ "latency": { "fixed": "150ms" } });
    vec![
        case("done at once", export()),
        case("several polls", export())
            .marketo("export_queue_wait", "60s")
            .marketo("export_thousand_time", "30s"),
        case("late answers", export())
            .marketo("export_queue_wait", "60s")
            .rule(Rule::on("late create", "marketo.export.create", late.clone()))
            .rule(Rule::on("late enqueue", "marketo.export.enqueue", late)),
        case("texts of all kinds", export_of_many()),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    for file in evidence.exchanges_of("marketo.export.file")? {
        let job = file.job().unwrap_or_default();
        let enqueued = evidence
            .journal()
            .of("marketo.export.enqueue")
            .find(|call| call.job() == Some(job) && is_before(call, file));
        if enqueued.is_none() {
            let what = "the file is asked for before the export was enqueued";
            return Err(Finding::new(what).at([file.seq()]).into());
        }
        let seen = evidence
            .journal()
            .exchanges()
            .any(|call| is_before(call, file) && shows_completed(call, job));
        if !seen {
            let what = "the file is asked for before the client was told that it is there";
            return Err(Finding::new(what)
                .at([file.seq()])
                .differs("a status of `Completed` before", "none")
                .into());
        }
    }
    evidence.call().must_succeed()?;
    match evidence.scenario.name.as_str() {
        "texts of all kinds" => must_hand_over(evidence.call(), &with_address(evidence)),
        _ => must_hand_over(evidence.call(), &of_january(evidence)),
    }
}

/// Whether a call was over when the other came.
fn is_before(call: &Exchange, other: &Exchange) -> bool {
    call.answered.as_ref().is_some_and(|place| place.seq < other.seq())
}

/// Whether an answer shows that an export is completed: a status, or the list of exports.
fn shows_completed(call: &Exchange, job: &str) -> bool {
    let answer = call.answer_json();
    let jobs = answer["result"].as_array().into_iter().flatten();
    succeeded(call)
        && jobs.into_iter().any(|it| it["exportId"] == job && it["status"] == "Completed")
}
