//! SF-INGEST-017: input that is too large for one job.

use serde_json::json;

use crate::evidence::Evidence;
use crate::generate::{CI_ROWS, Template};
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Feature, Limits, Op};
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::super::loads::both;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-017",
    text: "Input that is too large for one job is split into several; together they have every row once, \
           and no row is cut.",
    source: "salesforce-bulk2.md 3.4 and 8.28",
    ops: &[Op::SfIngest],
    features: &[Feature::Split],
    provoke: "input of two and a half times the limit, and of just one row more than fits",
    observe: "journal: the sizes of the uploads; the rows that the org holds",
    seen: "dataloader#1418",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

/// The limit of the small cases, in bytes.
const LIMIT: u64 = 65_536;

fn cases() -> Vec<Scenario> {
    let template =
        |text: &str| Template { key: "Key__c", cells: vec![("A__c", text.repeat(50))], rows: 0 };
    let size = usize::try_from(LIMIT).unwrap_or_default();
    let mut cases = limited("several parts", &template("abcdefghij").of_bytes(size * 5 / 2), LIMIT);
    cases.extend(limited("one row too many", &template("abcdefghij").of_bytes(size), LIMIT));
    let many = Template { rows: usize::try_from(CI_ROWS).unwrap_or_default(), ..template("ab") };
    let large = limited("50 000 rows", &many, 1_000_000);
    cases.extend(large.into_iter().map(Scenario::heavy));
    cases
}

/// The same rows as records and as a file, where uploads may have so many bytes.
pub(super) fn limited(name: &str, template: &Template, limit: u64) -> Vec<Scenario> {
    both(name, &template.table()).map(|scenario| under(scenario, limit)).into()
}

/// A limit that the provider keeps, and that the client is told.
pub(super) fn under(mut scenario: Scenario, limit: u64) -> Scenario {
    for call in &mut scenario.calls {
        call.limits = Limits { upload_bytes: Some(limit), ..Limits::default() };
    }
    scenario.salesforce("upload_bytes_max", json!(limit)).salesforce("oversize_status", json!(413))
}

fn judge(evidence: &Evidence) -> Judgement {
    within_limit(evidence)?;
    evidence.call().must_succeed()?;
    if evidence.journal().uploads().len() < 2 {
        return Err(Objection::NotExercised("the input was not split".to_owned()));
    }
    evidence.ledger()?.must_hold_all()
}

/// No upload has more bytes than the client was told.
pub(super) fn within_limit(evidence: &Evidence) -> Judgement {
    let limit = evidence.call().case.limits.upload_bytes.unwrap_or(u64::MAX);
    for upload in evidence.journal().uploads() {
        // One that is refused for its size is not read to its end: then its header tells.
        let announced = upload.exchange.header("content-length").and_then(|told| told.parse().ok());
        let bytes = announced.unwrap_or(0).max(upload.text.len() as u64);
        if bytes > limit {
            let what = "an upload is larger than the client was told to send";
            let finding = Finding::new(what).at([upload.seq()]);
            return Err(finding
                .differs(format!("at most {limit} bytes"), format!("{bytes} bytes"))
                .into());
        }
    }
    Ok(())
}
