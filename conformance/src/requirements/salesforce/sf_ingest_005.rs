//! SF-INGEST-005: the file is declared as CSV.

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Scenario};

use super::super::rows::sheet;
use super::load::{case, not_exercised, uploads};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-005",
    text: "The file of a job is uploaded as `text/csv`; parameters may follow.",
    source: "salesforce-bulk2.md 3.4",
    grade: Grade::Documented,
    ops: &[Op::SfIngest],
    provoke: "a plain load",
    observe: "journal: the content type of the upload",
    seen: "salesforce_core sends `application/octet-stream`",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    vec![case("load", Call::insert(SHEET, sheet(3)))]
}

fn judge(evidence: &Evidence) -> Judgement {
    let uploads = uploads(evidence.journal());
    for upload in &uploads {
        let kind = upload.kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("text/csv") {
            let finding = Finding::new("a file is uploaded as something else than CSV");
            let finding = finding.at([upload.exchange.seq()]);
            return Err(finding.differs("text/csv", format!("{:?}", upload.kind)).into());
        }
    }
    evidence.call().must_succeed()?;
    if uploads.is_empty() {
        return Err(not_exercised("no upload came"));
    }
    Ok(())
}
