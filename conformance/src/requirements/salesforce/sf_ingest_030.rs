//! SF-INGEST-030: a caller who cancels is heard.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Class, Feature, Op};
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;
use super::load::{CHANGE, CREATE, INFO, case};

const RULE: &str = "stuck";

/// Looks at a job after it was told to abort: that it is over, and once more for its counters.
const LOOKS_MAX: usize = 3;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-030",
    text: "When the caller cancels, the job is aborted and the call comes back.",
    level: Level::Should,
    source: "salesforce-bulk2.md 3.5, 8.45",
    grade: Grade::Documented,
    ops: &[Op::SfIngest],
    features: &[Feature::Cancel],
    provoke: "the caller cancels while the job is at work, and would be for ever",
    observe: "journal: the job is told to abort, and not polled on; the client's answer",
    seen: "force goes on behind its caller's back",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let stuck = Rule::on(RULE, CREATE, json!({ "stuck": { "state": "InProgress" } }));
    let load = Call::insert(SHEET, sheet(3)).cancel(INFO, 2).deadline_ms(8_000);
    vec![case("at work", load).rule(stuck)]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired(RULE)?;
    let journal = evidence.journal();
    let looks: Vec<_> = journal.of(INFO).collect();
    let abort = journal.of(CHANGE).find(|change| change.sent_json()["state"] == "Aborted");
    let Some(abort) = abort else {
        let finding = Finding::new("the caller cancels, and the job is not aborted");
        return Err(finding.at(looks.last().map(|look| look.seq())).into());
    };
    let after = looks.iter().filter(|look| look.seq() > abort.seq()).count();
    if after > LOOKS_MAX {
        let finding = Finding::new("the job is polled on after it was aborted for the caller");
        return Err(finding.at([abort.seq()]).differs("an end", format!("{after} polls")).into());
    }
    evidence.call().must_fail_as(&[Class::Cancelled]).map(drop)
}
