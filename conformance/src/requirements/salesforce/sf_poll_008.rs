//! SF-POLL-008: a job that stays open is no job to wait for.

use serde_json::json;

use crate::adapter::Ended;
use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::{Rule, Scenario};

use super::super::waits::{load, looks};

/// A client that looked more often than this and did not come back will not.
const LOOKS_MAX: usize = 60;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-POLL-008",
    text: "A job that stays Open after it was closed is an error, not something to wait for.",
    level: Level::Should,
    source: "salesforce-bulk2.md 3.5, 8",
    grade: Grade::ReliedUpon,
    ops: &[Op::SfIngest],
    provoke: "every look shows the job as Open",
    observe: "the client's error",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let shown = json!({ "show_state": { "state": "Open" } });
    let mut case = load("always Open").rule(Rule::on("Open", "salesforce.ingest.info", shown));
    case.calls[0].poll_ms = 20;
    case.calls[0].deadline_ms = 8_000;
    vec![case]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("Open")?;
    let looks = looks(evidence);
    let call = evidence.call();
    if call.report.ended == Ended::Hung {
        if looks.len() <= LOOKS_MAX {
            // It may give up later, as it would with any job.
            let what = format!("the client was still waiting after {} looks", looks.len());
            return Err(Objection::NotObserved(what));
        }
        let what =
            format!("the client waits for ever for a job that is Open ({} looks)", looks.len());
        return Err(Finding::new(what).at(looks.iter().take(3).map(|look| look.seq())).into());
    }
    call.must_fail().map(drop)
}
