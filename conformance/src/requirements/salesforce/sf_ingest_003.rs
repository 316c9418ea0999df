//! SF-INGEST-003: the file goes up once.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-003",
    text: "The file of a job is uploaded at most once.",
    source: "salesforce-bulk2.md 3.4",
    ops: &[Op::SfIngest],
    provoke: "a plain load, and one whose upload is answered late",
    observe: "journal: uploads per job",
    seen: "SE 231917",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let load = || Call::insert(crate::fake::SHEET, sheet(20));
    let late =
        Rule::on("late", "salesforce.ingest.upload", json!({ "latency": { "fixed": "500ms" } }));
    vec![Scenario::new("plain", load()), Scenario::new("late answer", load()).rule(late)]
}

fn judge(evidence: &Evidence) -> Judgement {
    let uploads = evidence.exchanges_of("salesforce.ingest.upload")?;
    for upload in &uploads {
        let same: Vec<_> = uploads.iter().filter(|other| other.job() == upload.job()).collect();
        if same.len() > 1 {
            let what = format!("{} uploads for one job", same.len());
            return Err(Finding::new(what).at(same.iter().map(|upload| upload.seq())).into());
        }
    }
    evidence.call().must_succeed().map(drop)
}
