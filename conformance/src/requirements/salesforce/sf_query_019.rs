//! SF-QUERY-019: a query job is not deleted while it runs.

use crate::evidence::Evidence;
use crate::judge::acceptor::{Provider, deviations};
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Limits, Op};
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::Scenario;

use super::super::reading::{one_page, pages};
use super::super::waits::stuck;

const ID: &str = "SF-QUERY-019";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: ID,
    text: "A query job is deleted when it is over or left alone, never deleted while it runs.",
    level: Level::Should,
    source: "salesforce-bulk2.md 4.3, 8",
    ops: &[Op::SfQuery],
    provoke: "a query that goes well, and one that never ends while the client waits for 400 ms",
    observe: "journal: deletions and the state of the job at that time",
    seen: "jsforce deletes a job that it stopped waiting for",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let mut endless = one_page("given up").rule(stuck());
    endless.calls[0].limits = Limits { timeout_ms: Some(400), ..Limits::default() };
    vec![pages("goes well"), endless]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.exchanges_of("salesforce.query.create")?;
    if !evidence.scenario.rules.is_empty() {
        evidence.must_have_fired("never ends")?;
    }
    let found = deviations(evidence.journal(), Provider::Salesforce);
    if let Some(deviation) = found.into_iter().find(|found| found.requirement == ID) {
        return Err(Finding::new(deviation.what).at(deviation.places).into());
    }
    let call = evidence.call();
    if evidence.scenario.rules.is_empty() {
        return call.must_succeed().map(drop);
    }
    // Whether it is told as a time-out is asked elsewhere.
    if call.success().is_some() {
        return Err(Objection::NotExercised("the client did not give the job up".to_owned()));
    }
    call.must_end()
}
