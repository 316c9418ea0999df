//! SF-INGEST-010: a job that is complete may hold failed rows.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Op, Outcome, Table};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;
use super::load::{CREATE, case};

const RULE: &str = "bad rows";
const CODE: &str = "FIELD_CUSTOM_VALIDATION_EXCEPTION";
const BAD: [u32; 3] = [2, 5, 9];

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-010",
    text: "Failed rows of a job that is complete are told: the whole as partial, the rows with their \
           `sf__Error`.",
    source: "salesforce-bulk2.md 3.5, 3.8, 8.22",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest],
    provoke: "three rows of ten fail",
    observe: "the client's answer and its failed rows",
    seen: "simple-salesforce#698",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let errors = json!({ "row_errors": { "code": CODE, "message": "not today", "rows": BAD } });
    let load = Call::insert(SHEET, sheet(10));
    vec![case("three of ten", load).rule(Rule::on(RULE, CREATE, errors))]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired(RULE)?;
    let call = evidence.call();
    call.must_end()?;
    // An error that hands the rows over tells of them as well.
    if let Some(Outcome::Ok(success)) = call.outcome().filter(|_| call.failure().is_none())
        && !success.partial
    {
        let what = "the client reports success, and three rows have failed";
        return Err(Finding::new(what).differs("ok, in part", call.ending()).into());
    }
    match &call.rows.failed {
        Some(failed) => rows(failed),
        None if call.failure().is_some() => call.must_succeed().map(drop),
        None => Err(Objection::NotObserved("the client hands over no failed rows".to_owned())),
    }
}

fn rows(failed: &Table) -> Judgement {
    let texts = |column: &str| -> Vec<String> {
        let values = failed.values(column).into_iter();
        values.map(|cell| cell.as_text().unwrap_or_default().to_owned()).collect()
    };
    let mut keys = texts("Key__c");
    keys.sort();
    let bad: Vec<_> = BAD.iter().map(|row| format!("k{row:04}")).collect();
    if keys != bad {
        let finding = Finding::new("the failed rows are not those that failed");
        return Err(finding.differs(format!("{bad:?}"), format!("{keys:?}")).into());
    }
    let reasons = texts("sf__Error");
    if reasons.len() != BAD.len() || !reasons.iter().all(|reason| reason.contains(CODE)) {
        let finding = Finding::new("failed rows come without the provider's reason");
        let expected = format!("`sf__Error` with {CODE}");
        return Err(finding.differs(expected, format!("{reasons:?}")).into());
    }
    Ok(())
}
