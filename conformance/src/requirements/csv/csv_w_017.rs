//! CSV-W-017: rows are records, not lines.

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Op, Table};
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::super::loads::both;
use super::sent::{given, is_refused};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-017",
    text: "Rows are counted as records, not as lines.",
    source: "RFC 4180 2.6; salesforce-bulk2.md 3.8",
    ops: &[Op::SfIngest],
    provoke: "rows with line feeds in their values",
    observe: "the client's counts, and the rows that it hands over",
    seen: "simple-salesforce parts results by splitlines",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let table = Table::new(["Key__c", "A__c"])
        .row(["k0001", "one\ntwo\nthree"])
        .row(["k0002", "plain"])
        .row(["k0003", "\n\nlast"]);
    both("line feeds in values", &table).into()
}

fn judge(evidence: &Evidence) -> Judgement {
    if is_refused(evidence) {
        return Ok(());
    }
    let call = evidence.call();
    let success = call.must_succeed()?;
    let rows = given(evidence)?.rows.len();
    let differs = |what: &str, seen: usize| -> Objection {
        Finding::new(what).differs(format!("{rows} rows"), format!("{seen} rows")).into()
    };
    let told: Option<u64> = success.jobs.iter().map(|job| job.processed).sum();
    let told = told.filter(|_| !success.jobs.is_empty());
    if let Some(told) = told.filter(|told| *told != rows as u64) {
        let what = "the client counts other than records";
        return Err(differs(what, usize::try_from(told).unwrap_or(usize::MAX)));
    }
    match &call.rows.success {
        Some(table) if table.rows.len() != rows => Err(differs(
            "the rows that the client hands over are not those that were loaded",
            table.rows.len(),
        )),
        None if told.is_none() => Err(Objection::NotObserved(
            "the client tells no counts and hands over no rows".to_owned(),
        )),
        _ => Ok(()),
    }
}
