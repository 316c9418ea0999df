//! SF-INGEST-015: no job stays open behind a client that gave up.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Limits, Op};
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;
use super::load::{CREATE, UPLOAD, case, made, not_exercised};

const RULE: &str = "no upload";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-015",
    text: "A client that gives up after it made a job leaves none of its jobs open.",
    level: Level::Should,
    source: "salesforce-bulk2.md 3.5, 8.19",
    grade: Grade::Documented,
    ops: &[Op::SfIngest],
    provoke: "uploads are answered by 500, for ever; the answer to an upload does not come",
    observe: "the org's jobs at the end",
    seen: "segment#1529",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let load = || Call::insert(SHEET, sheet(3));
    let limits = Limits { timeout_ms: Some(700), ..Limits::default() };
    let broken = json!({ "status": { "status": 500 } });
    let silent = json!({ "stall": { "at": "before_head", "lasts": "3s" } });
    vec![
        case("500 for ever", load()).rule(Rule::on(RULE, UPLOAD, broken)),
        case("silence", load().limits(limits)).rule(Rule::on(RULE, UPLOAD, silent)),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired(RULE)?;
    evidence.call().must_end()?;
    if evidence.call().success().is_some() {
        return Err(not_exercised("the client did not give up"));
    }
    let jobs = evidence.org().jobs["jobs"].as_array().cloned().unwrap_or_default();
    let open: Vec<_> = jobs.iter().filter(|job| job["state"] == "Open").collect();
    if open.is_empty() {
        return Ok(());
    }
    let left = |id: &serde_json::Value| open.iter().any(|job| job["id"] == *id);
    let creates = made(evidence.journal(), CREATE).into_iter();
    let places =
        creates.filter(|create| left(&create.answer_json()["id"])).map(|create| create.seq());
    let finding = Finding::new("a job stays open, and blocks a place for a day").at(places);
    Err(finding.differs("aborted, or deleted", format!("{} open", open.len())).into())
}
