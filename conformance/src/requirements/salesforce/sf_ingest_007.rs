//! SF-INGEST-007: an answer without a body is a good answer where none is due.

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::Judgement;
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Scenario, Seed};

use super::super::rows::sheet;
use super::load::{DELETE, UPLOAD, case, is_multipart, not_exercised};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-007",
    text: "201 for an upload and 204 for a delete are taken as success, with nothing in their bodies.",
    source: "salesforce-bulk2.md 3.1, 3.6",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest, Op::SfDelete],
    provoke: "a plain load; a job that is over is deleted",
    observe: "the client's answer",
    seen: "simple-salesforce's delete_job",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let done = Seed::Job { query: false, state: "JobComplete" };
    let delete = Call::new(Op::SfDelete).arg("job_id", "{job}").arg("type", "ingest");
    vec![case("upload", Call::insert(SHEET, sheet(3))), case("delete", delete).seed(done)]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.call().must_succeed()?;
    let journal = evidence.journal();
    let (operation, status) = match evidence.scenario.calls[0].op {
        Op::SfDelete => (DELETE, 204),
        _ => (UPLOAD, 201),
    };
    let mut answers = journal.of(operation);
    if answers.any(|call| call.status == Some(status) && call.response.raw_bytes == 0) {
        return Ok(());
    }
    let multipart = journal.exchanges().any(is_multipart);
    let why = if multipart { "rows came with the create" } else { "no such answer was given" };
    Err(not_exercised(why))
}
