//! SF-QUERY-007: a query without rows is no error, and not nothing.

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Feature, Op, Table};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::Scenario;

use super::super::reading::{COLUMNS, asked, call, over, records};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-007",
    text: "A query that finds nothing gives no rows, with their columns if the client shows columns.",
    source: "salesforce-bulk2.md 4.4",
    grade: Grade::Recorded,
    ops: &[Op::SfQuery],
    provoke: "a query of an empty object: the answer is a header row",
    observe: "the client's rows and columns",
    seen: "sf CLI writes a JSON file that is none",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let mut case = over("no rows", call(), Table::new(COLUMNS), 3);
    case.seeds.clear();
    vec![case]
}

fn judge(evidence: &Evidence) -> Judgement {
    let pages = asked(evidence)?;
    evidence.call().must_succeed()?;
    let records = records(evidence.call())?;
    let places = || pages.iter().map(|page| page.seq());
    if !records.rows.is_empty() {
        let what = "there are rows where the query found none";
        let seen = format!("{} rows", records.rows.len());
        return Err(Finding::new(what).at(places()).differs("0 rows", seen).into());
    }
    let shows = evidence.ready.support(Feature::ResultsColumns).is_yes();
    let has = |name: &str| records.header.iter().any(|known| known.eq_ignore_ascii_case(name));
    if shows && !COLUMNS.iter().all(|name| has(name)) {
        let what = "the columns of a result without rows are lost";
        let seen = format!("{:?}", records.header);
        return Err(Finding::new(what).at(places()).differs(format!("{COLUMNS:?}"), seen).into());
    }
    Ok(())
}
