//! SF-INGEST-012: results belong to rows by what stands in them, not by their places.

use serde_json::json;

use crate::evidence::{Evidence, RowOutcome};
use crate::judge::{Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Rule, Scenario};

use super::super::loads::both;
use super::super::rows::sheet;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-012",
    text: "Results are joined to rows by their content or id, never by their place.",
    source: "salesforce-bulk2.md 3.8",
    ops: &[Op::SfIngest],
    provoke: "result files in another order than the upload, with some rows refused",
    observe: "the client's rows: each with its own id and its own fate",
    seen: "SFDMU#932",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let refused = json!({ "row_errors": { "code": "UNABLE_TO_LOCK_ROW", "rows": [2, 7] } });
    let shuffled = |name: &str, operation: &str| {
        Rule::on(name, operation, json!({ "rows_shuffled": { "block": 1000 } }))
    };
    both("shuffled", &sheet(12))
        .map(|scenario| {
            scenario
                .salesforce("result_order", "sent")
                .rule(Rule::on("refused", "salesforce.ingest.create", refused.clone()))
                .rule(shuffled("shuffled", "salesforce.ingest.successful_results"))
                .rule(shuffled("shuffled too", "salesforce.ingest.failed_results"))
        })
        .into()
}

fn judge(evidence: &Evidence) -> Judgement {
    let call = evidence.call();
    call.must_end()?;
    evidence.must_have_fired("refused")?;
    evidence.must_have_fired("shuffled")?;
    let ledger = evidence.ledger()?;
    if !ledger.rows.iter().any(|row| row.fates.contains(&RowOutcome::Failed)) {
        return Err(Objection::NotExercised("no row was refused".to_owned()));
    }
    ledger.must_agree()
}
