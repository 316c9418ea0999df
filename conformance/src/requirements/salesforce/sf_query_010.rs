//! SF-QUERY-010: rows that the provider counts and does not send are missed.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::Judgement;
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::{Rule, Scenario};

use super::super::reading::{RESULTS, one_page, pages};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-010",
    text: "The rows read are counted against `Sforce-NumberOfRecords` or `numberRecordsProcessed`.",
    level: Level::Should,
    source: "salesforce-bulk2.md 4.4",
    grade: Grade::ReliedUpon,
    ops: &[Op::SfQuery],
    provoke: "a page lacks its last row, however often it is asked for, while both counts hold",
    observe: "the client's answer is an error",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let lost = || Rule::on("row lost", RESULTS, json!({ "rows_missing": { "rows": 3 } }));
    vec![one_page("the only page").rule(lost()), pages("full pages").rule(lost())]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("row lost")?;
    evidence.call().must_fail().map(drop)
}
