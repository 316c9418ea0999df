//! SF-INGEST-022: the answer to the upload is lost, and the file does not go up again.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::load::{UPLOAD, case, keyless, loaded_once};

const RULE: &str = "lost";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-022",
    text: "When the answer to an upload is lost, the file is not uploaded to the same job again.",
    source: "salesforce-bulk2.md 3.4, 8.20",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest],
    provoke: "the file is taken, and the connection breaks before the answer",
    observe: "journal: uploads per job; rows in the org",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let lost = json!({ "lost_response": { "end": "reset" } });
    let load = Call::insert(SHEET, keyless(5));
    vec![case("lost upload", load).rule(Rule::on(RULE, UPLOAD, lost).nth(1).per("org"))]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired(RULE)?;
    let uploads: Vec<_> = evidence.journal().of(UPLOAD).collect();
    if let Some(lost) = uploads.iter().find(|upload| upload.hit_by(RULE)) {
        let again =
            uploads.iter().find(|other| other.seq() > lost.seq() && other.job() == lost.job());
        if let Some(again) = again {
            let what = "the file goes up again to a job that has it already";
            let finding = Finding::new(what).at([lost.seq(), again.seq()]);
            return Err(finding.differs("another job, or an error", "a second upload").into());
        }
    }
    evidence.call().must_end()?;
    loaded_once(evidence)
}
