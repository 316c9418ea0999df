//! SF-INGEST-009: a job that somebody else aborts is over, and not well.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Class, Op};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;
use super::load::{CREATE, INFO, case, shown};

const RULE: &str = "aborted";

/// Looks at a job after it was seen as aborted: for its counters, say.
const LOOKS_MAX: usize = 2;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-009",
    text: "A job that somebody else aborts is over, and an error.",
    source: "salesforce-bulk2.md 3.5, 8.15",
    grade: Grade::Documented,
    ops: &[Op::SfIngest],
    provoke: "the job is aborted from outside, before its first row or half way",
    observe: "the client's error; journal: polls after the end",
    seen: "Meltano polls for ever",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let aborted = |name: &str, at: f64| {
        case(name, Call::insert(SHEET, sheet(10)).deadline_ms(8_000))
            .salesforce("batch_rows", 1)
            .rule(Rule::on(RULE, CREATE, json!({ "abort": { "at": at } })))
    };
    vec![aborted("half way", 0.5), aborted("before the first row", 0.0)]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired(RULE)?;
    let journal = evidence.journal();
    let ended: Vec<_> =
        journal.of(INFO).filter(|look| shown(look).as_deref() == Some("Aborted")).collect();
    if ended.len() > 1 + LOOKS_MAX {
        let what = "the client goes on polling a job that was aborted";
        let finding = Finding::new(what).at(ended.iter().take(4).map(|look| look.seq()));
        return Err(finding.differs("an end", format!("{} more polls", ended.len() - 1)).into());
    }
    evidence.call().must_fail_as(&[Class::JobAborted, Class::JobFailed]).map(drop)
}
