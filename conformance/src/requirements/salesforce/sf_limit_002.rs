//! SF-LIMIT-002: a job does not cost any number of calls.

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::{Call, Scenario, Seed};

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
    provoke: "a load of a thousand rows that waits for 400 ms of real time",
    observe: "journal: calls",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    // Real time from the close on: no look lets the clock leap.
    let call = Call::insert(SHEET, sheet(1_000)).poll_ms(50);
    let case = Scenario::new("a thousand rows", call).seed(Seed::Clock("wall"));
    vec![case.salesforce("queue_wait", "400ms").salesforce("record_time", "0ms")]
}

fn judge(evidence: &Evidence) -> Judgement {
    let calls = evidence.exchanges_of("salesforce.ingest.*")?;
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
