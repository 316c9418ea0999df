//! MK-IMPORT-001: the upload is a well-formed form.

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::leads::{case, import, in_either_way, must_hold};
use super::wire::upload;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-IMPORT-001",
    text: "The upload is well-formed `multipart/form-data` with a part `file` that has a filename, and is closed.",
    source: "marketo-bulk.md 4.2.1; RFC 2046 5.1.1; RFC 7578 4.2",
    ops: &[Op::MkImport],
    provoke: "an import into an org that reads forms strictly",
    observe: "journal: the body of the upload; the org's leads",
    seen: "Adobe's Java sample and Talend do not close it, Segment's boundary ends in dashes",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    in_either_way(vec![case("strict reader", import(3)).marketo("multipart", "refuse")])
}

fn judge(evidence: &Evidence) -> Judgement {
    for call in evidence.exchanges_of("marketo.import.create")? {
        let parts = upload(call)?;
        let file = parts.iter().find(|part| part.disposition("name") == Some("file"));
        let wrong = match file {
            None => Some("the form has no part `file`"),
            Some(file) if file.disposition("filename").is_none_or(str::is_empty) => {
                Some("the part `file` has no filename")
            }
            Some(_) => None,
        };
        if let Some(what) = wrong {
            return Err(Finding::new(what).at([call.seq()]).into());
        }
    }
    evidence.call().must_succeed()?;
    must_hold(evidence)
}
