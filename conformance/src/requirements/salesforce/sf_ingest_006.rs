//! SF-INGEST-006: a job is closed when its file is there.

use serde_json::json;

use crate::evidence::{Evidence, Exchange};
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;
use super::load::{CHANGE, UPLOAD, case, not_exercised, uploads};

const RULE: &str = "late";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-006",
    text: "A job is closed by the state `UploadComplete`, in this spelling, once its upload was \
           answered.",
    source: "salesforce-bulk2.md 3.4, 3.5",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest],
    provoke: "the upload is answered late; the server would take any letter case",
    observe: "journal: the body of the close, and its place behind the answer to the upload",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let late = Rule::on(RULE, UPLOAD, json!({ "latency": { "fixed": "1s" } }));
    let load = case("late answer", Call::insert(SHEET, sheet(3)));
    vec![load.salesforce("state_letter_case", "any").rule(late)]
}

fn judge(evidence: &Evidence) -> Judgement {
    let journal = evidence.journal();
    let closes: Vec<_> = journal.of(CHANGE).filter(|change| closes(change)).collect();
    for close in &closes {
        let state = close.sent_json()["state"].clone();
        if state != "UploadComplete" {
            let finding = Finding::new("a job is closed by another word").at([close.seq()]);
            return Err(finding.differs("UploadComplete", state.to_string()).into());
        }
        let upload = journal.of(UPLOAD).filter(|upload| upload.job() == close.job()).last();
        let early = upload.filter(|upload| !is_answered_before(upload, close));
        if let Some(upload) = early {
            let finding = Finding::new("a job is closed before its upload was answered");
            return Err(finding.at([upload.seq(), close.seq()]).into());
        }
    }
    evidence.call().must_succeed()?;
    if uploads(journal).iter().any(|upload| upload.is_multipart) {
        return Err(not_exercised("rows came with the create, which closes the job"));
    }
    evidence.must_have_fired(RULE)
}

/// Whether a change of state is meant to close a job.
fn closes(change: &Exchange) -> bool {
    let body = change.sent_json();
    !body["state"].as_str().is_some_and(|state| state.eq_ignore_ascii_case("aborted"))
}

fn is_answered_before(upload: &Exchange, close: &Exchange) -> bool {
    upload.answered.as_ref().is_some_and(|answered| answered.seq < close.seq())
}
