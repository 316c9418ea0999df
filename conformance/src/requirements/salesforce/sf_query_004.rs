//! SF-QUERY-004: a missing locator is no reason to read for ever.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::{Rule, Scenario};

use super::super::reading::{RESULTS, asked, one_page, pages};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-004",
    text: "Where `Sforce-Locator` is missing, reading ends or is an error; the page is asked for at \
           most once more.",
    level: Level::Should,
    source: "salesforce-bulk2.md 4.4",
    // Both headers are always there; that one might be missing was seen by nobody.
    grade: Grade::Assumed,
    ops: &[Op::SfQuery],
    provoke: "the header is taken out of every page, of the last page only, and of the only page",
    observe: "journal: how often the page is asked for; whether the client comes back",
    seen: "jsforce reads the first page again and dies; Meltano's tap loops",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let missing = || Rule::on("no locator", RESULTS, json!({ "locator": "missing" }));
    let mut cases = vec![
        one_page("only page").rule(missing()),
        pages("first page of three").rule(missing()),
        pages("last page of three").rule(missing().when("nth", json!([3, 4, 5, 6]))),
    ];
    // One that loops has shown it by then.
    for case in &mut cases {
        case.calls[0].deadline_ms = 10_000;
    }
    cases
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("no locator")?;
    let pages = asked(evidence)?;
    for page in &pages {
        let again: Vec<_> =
            pages.iter().filter(|other| other.query("locator") == page.query("locator")).collect();
        if again.len() > 2 {
            let what = format!("the page without a locator was asked for {} times", again.len());
            return Err(Finding::new(what).at(again.iter().take(4).map(|page| page.seq())).into());
        }
    }
    evidence.call().must_end()
}
