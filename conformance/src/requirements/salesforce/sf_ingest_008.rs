//! SF-INGEST-008: a failed job is an error, and says why.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Cell, Class, Op};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;
use super::load::{CREATE, INFO, case, not_exercised};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-008",
    text: "A job that ends as `Failed` is an error with the job's `errorMessage`.",
    source: "salesforce-bulk2.md 3.5, 3.9, 8.13, 8.14",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest],
    provoke: "a column that does not exist; a job that fails half way",
    observe: "the client's error and its message",
    seen: "plugin-data#705",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let mut odd = sheet(3);
    odd.header.push("Nowhere__c".to_owned());
    odd.rows.iter_mut().for_each(|row| row.push(Cell::from("x")));
    let message = "TooManyLockFailure : Too many lock failure (200) Trying again later.";
    let fails = json!({ "fail": { "message": message, "at": 0.5 } });
    vec![
        case("unknown column", Call::insert(SHEET, odd)),
        case("half way", Call::insert(SHEET, sheet(10)))
            .salesforce("batch_rows", 1)
            .rule(Rule::on("fails", CREATE, fails)),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    let looks = evidence.exchanges_of(INFO)?;
    let failed = looks.iter().rfind(|look| look.answer_json()["state"] == "Failed");
    let Some(failed) = failed else {
        evidence.call().must_fail()?;
        return Err(not_exercised("the client never saw the job as `Failed`"));
    };
    let failure =
        evidence.call().must_fail_as(&[Class::JobFailed, Class::Rejected, Class::Data])?;
    let said = failed.answer_json()["errorMessage"].as_str().unwrap_or_default().to_owned();
    if !failure.message.contains(&said) {
        let finding = Finding::new("the job's `errorMessage` does not reach the caller");
        let finding = finding.at([failed.seq()]);
        return Err(finding.differs(format!("{said:?}"), format!("{:?}", failure.message)).into());
    }
    Ok(())
}
