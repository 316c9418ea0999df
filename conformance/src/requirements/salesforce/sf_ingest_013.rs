//! SF-INGEST-013: rows that were never processed are fetched.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Feature, Op};
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;
use super::load::{CREATE, INFO, UNPROCESSED, case, is_over, shown};

const RULE: &str = "ends early";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-013",
    text: "After a job was aborted or has failed the rows that it never reached are fetched.",
    level: Level::Should,
    source: "salesforce-bulk2.md 3.5, 3.8",
    grade: Grade::Documented,
    ops: &[Op::SfIngest],
    features: &[Feature::ResultsUnprocessed],
    provoke: "a job is aborted, or fails, after four of ten rows",
    observe: "journal: the unprocessed records are asked for; the client's rows, if it shows them",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let ends = |name: &str, fate| {
        case(name, Call::insert(SHEET, sheet(10)))
            .salesforce("batch_rows", 1)
            .rule(Rule::on(RULE, CREATE, fate))
    };
    let message = "InternalServerError : Retried more than 20 times";
    vec![
        ends("aborted", json!({ "abort": { "at": 0.4 } })),
        ends("failed", json!({ "fail": { "message": message, "at": 0.4 } })),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired(RULE)?;
    evidence.call().must_end()?;
    let journal = evidence.journal();
    let over = journal.of(INFO).find(|look| shown(look).is_some_and(|state| is_over(&state)));
    let after = over.map_or(0, |look| look.seq());
    if !journal.of(UNPROCESSED).any(|fetch| fetch.seq() > after) {
        let what = "the rows that the job never reached are not fetched";
        return Err(Finding::new(what).at(over.map(|look| look.seq())).into());
    }
    if let Some(rows) = &evidence.call().rows.unprocessed
        && rows.rows.len() != 6
    {
        let what = "the client's unprocessed rows are not those that the job never reached";
        let seen = format!("{} rows", rows.rows.len());
        return Err(Finding::new(what).differs("6 rows", seen).into());
    }
    Ok(())
}
