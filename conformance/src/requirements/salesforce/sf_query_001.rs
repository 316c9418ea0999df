//! SF-QUERY-001: every page of a query is read, once and in order.

use crate::evidence::{Evidence, Exchange};
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::super::reading::{asked, call, over, pages, whole};
use super::super::rows::sheet;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-001",
    text: "`Sforce-Locator` is followed until it is `null`, each page once and in order.",
    source: "salesforce-bulk2.md 4.4",
    ops: &[Op::SfQuery],
    provoke: "a query of three pages, one whose last page is full, and one of a single page",
    observe: "journal: locators asked for; the client's rows",
    seen: "jsforce's process ends at the second page",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    vec![
        pages("three pages"),
        over("last page full", call(), sheet(6), 3),
        over("one page", call(), sheet(2), 3),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    let pages = asked(evidence)?;
    evidence.call().must_succeed()?;
    let locators: Vec<_> = pages.iter().map(|page| page.query("locator")).collect();
    // `resultPages` tells several locators at once: then pages may be read in any order.
    if evidence.journal().count("salesforce.query.result_pages") == 0 {
        in_order(&pages, &locators)?;
    }
    for (at, locator) in locators.iter().enumerate() {
        if let Some(first) = locators[..at].iter().position(|known| known == locator) {
            let what = "a page was read twice though nothing was wrong with it";
            return Err(Finding::new(what).at([pages[first].seq(), pages[at].seq()]).into());
        }
    }
    whole(evidence)
}

fn in_order(pages: &[&Exchange], locators: &[Option<String>]) -> Judgement {
    let mut led = vec![None];
    for page in pages {
        match page.response_header("sforce-locator") {
            Some("null") | None => break,
            Some(next) => led.push(Some(next.to_owned())),
        }
    }
    if led != locators {
        let what = "the pages were not asked for one after the other, from the first to the last";
        let words = |locators: &[Option<String>]| {
            let words = locators.iter().map(|it| it.as_deref().unwrap_or("(the first)"));
            words.collect::<Vec<_>>().join(", ")
        };
        return Err(Finding::new(what)
            .at(pages.iter().map(|page| page.seq()))
            .differs(words(&led), words(locators))
            .into());
    }
    Ok(())
}
