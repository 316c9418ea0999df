//! SF-QUERY-005: locators that go round in a circle are noticed.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::{Rule, Scenario};

use super::super::reading::{RESULTS, asked, pages};

/// So often may a page be asked for before it is noticed that it leads to itself.
const TIMES_MAX: usize = 3;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-005",
    text: "A locator that leads back to a page that was read is noticed, and is an error.",
    level: Level::Should,
    source: "salesforce-bulk2.md 4.4, 8",
    grade: Grade::Assumed,
    ops: &[Op::SfQuery],
    provoke: "the second page names itself as the next one",
    observe: "journal: how often that page is asked for; the client's answer",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let circle = Rule::on("circle", RESULTS, json!({ "locator": "repeated" }));
    let mut case = pages("page two leads to itself").rule(circle);
    // One that goes round has shown it by then.
    case.calls[0].deadline_ms = 10_000;
    vec![case]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("circle")?;
    let pages = asked(evidence)?;
    let round: Vec<_> = pages.iter().filter(|page| page.hit_by("circle")).collect();
    if round.len() > TIMES_MAX {
        let what = format!("a page that leads to itself was read {} times", round.len());
        return Err(Finding::new(what).at(round.iter().take(4).map(|page| page.seq())).into());
    }
    // The rest of the rows cannot be reached: to say that all went well would be wrong.
    evidence.call().must_fail().map(drop)
}
