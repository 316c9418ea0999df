//! SF-INGEST-016: a job under way is not deleted.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Limits, Op};
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;
use super::load::{CREATE, DELETE, INFO, case, not_exercised, state_at};

const RULE: &str = "stuck";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-016",
    text: "A job is deleted only where that is allowed: one that is open or at work is aborted first.",
    level: Level::Should,
    source: "salesforce-bulk2.md 3.6, 8.18, 8.38",
    grade: Grade::Documented,
    ops: &[Op::SfIngest],
    provoke: "the caller cancels, or the client's time is up, while the job is at work",
    observe: "journal: the job's state when it is deleted",
    seen: "jsforce deletes after its time-out",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let load = || Call::insert(SHEET, sheet(3));
    let limits = Limits { timeout_ms: Some(500), ..Limits::default() };
    let stuck = || Rule::on(RULE, CREATE, json!({ "stuck": { "state": "InProgress" } }));
    vec![
        case("cancelled", load().cancel(INFO, 2)).rule(stuck()),
        case("out of time", load().limits(limits)).rule(stuck()),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired(RULE)?;
    let journal = evidence.journal();
    for delete in journal.of(DELETE) {
        let state = delete.job().and_then(|job| state_at(journal, job, delete.seq()));
        if let Some(state @ ("Open" | "InProgress")) = state {
            let finding = Finding::new("a job is deleted while that is not allowed");
            let expected = "UploadComplete, JobComplete, Aborted or Failed";
            return Err(finding.at([delete.seq()]).differs(expected, state).into());
        }
    }
    evidence.call().must_fail()?;
    let at_work = journal.transitions().any(|step| step.to.as_deref() == Some("InProgress"));
    if !at_work {
        return Err(not_exercised("the job never was at work"));
    }
    Ok(())
}
