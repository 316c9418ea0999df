//! SF-QUERY-003: a locator goes back as it came, to a path without empty segments.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Rule, Scenario};

use super::super::reading::{RESULTS, asked, pages};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-003",
    text: "A locator is sent back as it came, to a path without empty segments.",
    source: "salesforce-bulk2.md 3.1, 4.4",
    grade: Grade::Recorded,
    ops: &[Op::SfQuery],
    provoke: "locators as usual, filled up with `=`, and plain numbers",
    observe: "journal: locators that were answered and those asked for",
    seen: "forcedotcom/cli#2968",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let odd = |name: &str, kind: &str| {
        pages(name).rule(Rule::on("odd locator", RESULTS, json!({ "locator": kind })))
    };
    vec![pages("usual"), odd("padded", "padded"), odd("number", "number")]
}

fn judge(evidence: &Evidence) -> Judgement {
    if !evidence.scenario.rules.is_empty() {
        evidence.must_have_fired("odd locator")?;
    }
    let pages = asked(evidence)?;
    for page in &pages {
        if page.path().contains("/query//")
            || page.path().trim_end_matches('/').contains("//results")
        {
            let what = "the path has an empty segment";
            return Err(Finding::new(what).at([page.seq()]).into());
        }
        let Some(locator) = page.query("locator") else { continue };
        let known = |answer: &str| {
            let answers = evidence.journal().of("salesforce.query.*");
            let mut before = answers.filter(|before| before.seq() < page.seq());
            before.any(|before| {
                before.response_header("sforce-locator") == Some(answer)
                    || before.response.text().contains(&format!("locator={answer}"))
            })
        };
        if !known(&locator) {
            let what = "a locator was sent that no answer had";
            let last = pages.iter().filter(|before| before.seq() < page.seq());
            let last = last.filter_map(|page| page.response_header("sforce-locator")).next_back();
            return Err(Finding::new(what)
                .at([page.seq()])
                .differs(last.unwrap_or("none").to_owned(), locator)
                .into());
        }
    }
    if pages.iter().all(|page| page.query("locator").is_none())
        && evidence.call().success().is_some()
    {
        return Err(Objection::NotExercised("the client never sent a locator".to_owned()));
    }
    // A path that the provider does not know is in no org's journal: it is seen by what it costs.
    evidence.call().must_succeed().map(drop)
}
