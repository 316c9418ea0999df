//! SF-INGEST-027: results without rows are no rows.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;
use super::load::{FAILED, UNPROCESSED, case, not_exercised};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-027",
    text: "A result file with a header only, or of no bytes, is one of no rows.",
    source: "salesforce-bulk2.md 3.8",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest],
    provoke: "nothing fails: failed and unprocessed rows come with a header, or without anything",
    observe: "the client's answer and its rows",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let load = || Call::insert(SHEET, sheet(3));
    let nothing = || json!({ "body": { "text": "" } });
    vec![
        case("header only", load()),
        case("no bytes", load()).rule(Rule::on("no failed", FAILED, nothing())).rule(Rule::on(
            "no unprocessed",
            UNPROCESSED,
            nothing(),
        )),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    let call = evidence.call();
    let success = call.must_succeed()?;
    let journal = evidence.journal();
    if journal.count(FAILED) + journal.count(UNPROCESSED) == 0 {
        return Err(not_exercised("neither failed nor unprocessed rows were asked for"));
    }
    let shown: Vec<_> = [&call.rows.failed, &call.rows.unprocessed].into_iter().flatten().collect();
    let rows: usize = shown.iter().map(|table| table.rows.len()).sum();
    if success.partial || rows > 0 {
        let what = "the client tells of rows that were not loaded, and there are none";
        let places = [FAILED, UNPROCESSED].into_iter().flat_map(|results| journal.of(results));
        let finding = Finding::new(what).at(places.map(|fetch| fetch.seq()));
        return Err(finding.differs("no rows", format!("{}; {rows} rows", call.ending())).into());
    }
    if shown.is_empty() {
        return Err(Objection::NotObserved("the client hands over no such rows".to_owned()));
    }
    Ok(())
}
