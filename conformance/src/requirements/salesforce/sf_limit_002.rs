//! SF-LIMIT-002: a job does not cost any number of calls.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;

/// The most calls that a job of a thousand rows may cost. With 50 ms between two looks a client needs
/// about 15 of them for a job of 400 ms.
const CALLS_MAX: usize = 60;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-LIMIT-002",
    text: "A job of a thousand rows costs at most 60 calls.",
    level: Level::Should,
    source: "salesforce-bulk2.md 1.3",
    ops: &[Op::SfIngest],
    provoke: "a load of a thousand rows that is shown as InProgress for 400 ms of real time",
    observe: "journal: calls",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let shown = json!({ "show_state": { "state": "InProgress" } });
    let rule = Rule::on("shown at work", "salesforce.ingest.info", shown).lasts("400ms");
    // The job is over at once: no look lets the clock leap, and the rule lasts as long as it says.
    let call = Call::insert(SHEET, sheet(1_000)).poll_ms(50);
    let case = Scenario::new("a thousand rows", call);
    vec![case.salesforce("queue_wait", "0ms").salesforce("record_time", "0ms").rule(rule)]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("shown at work")?;
    let calls: Vec<_> = evidence.journal().of("salesforce.ingest.*").collect();
    if calls.len() > CALLS_MAX {
        let what = format!("the job cost {} calls", calls.len());
        let places = calls.iter().take(4).map(|call| call.seq());
        return Err(Finding::new(what)
            .at(places)
            .differs(format!("at most {CALLS_MAX}"), calls.len().to_string())
            .into());
    }
    evidence.call().must_succeed().map(drop)
}
