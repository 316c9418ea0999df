//! SF-QUERY-013: results are read with the version that the job was made with.

use crate::evidence::{Evidence, Exchange};
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::super::reading::{asked, call, over, pages};
use super::super::rows::sheet;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-013",
    text: "Results of a query are read with the API version that its job was made with.",
    source: "salesforce-bulk2.md 4.4, 7",
    ops: &[Op::SfQuery],
    provoke: "queries in two versions; another version is answered by 409",
    observe: "journal: versions in paths",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let mut older = over("v58.0", call(), sheet(7), 3);
    older.calls[0].api_version = "58.0".to_owned();
    vec![pages("v62.0"), older]
}

fn judge(evidence: &Evidence) -> Judgement {
    let created = evidence.exchanges_of("salesforce.query.create")?;
    let pages = asked(evidence)?;
    for page in &pages {
        let made = created.iter().find(|made| made.answer_json()["id"].as_str() == page.job());
        let Some(made) = made else { continue };
        if version(made) != version(page) {
            let what = "results are asked for in another version than the job was made in";
            let (expected, seen) = (version(made).unwrap_or(""), version(page).unwrap_or(""));
            return Err(Finding::new(what)
                .at([made.seq(), page.seq()])
                .differs(expected, seen)
                .into());
        }
    }
    evidence.call().must_succeed().map(drop)
}

/// The version in a path.
fn version(exchange: &Exchange) -> Option<&str> {
    exchange.path().split('/').find(|part| {
        part.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}
