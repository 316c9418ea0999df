//! SF-QUERY-001: every page of a query is read, once and in order.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Scenario, Seed};

use super::super::rows::sheet;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-001",
    text: "`Sforce-Locator` is followed until it is `null`, each page once and in order.",
    source: "salesforce-bulk2.md 4.3",
    ops: &[Op::SfQuery],
    provoke: "a query of three pages",
    observe: "journal: locators asked for; the client's rows",
    seen: "jsforce's process ends at the second page",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let seed = Seed::Records { object: SHEET.to_owned(), table: sheet(7) };
    let query = Call::query("SELECT Key__c, A__c FROM Sheet__c");
    vec![Scenario::new("three pages", query).salesforce("query_page_rows", json!(3)).seed(seed)]
}

fn judge(evidence: &Evidence) -> Judgement {
    let pages = evidence.exchanges_of("salesforce.query.results")?;
    evidence.call().must_succeed()?;
    let asked: Vec<_> = pages.iter().map(|page| page.query("locator")).collect();
    let mut led = vec![None];
    led.extend(
        pages.iter().take(2).map(|page| page.response_header("sforce-locator").map(str::to_owned)),
    );
    if asked != led {
        let finding = Finding::new("the pages were not asked for one after the other, each once");
        return Err(finding
            .at(pages.iter().map(|page| page.seq()))
            .differs(format!("{led:?}"), format!("{asked:?}"))
            .into());
    }
    let Some(records) = &evidence.call().rows.records else {
        return Err(Objection::NotObserved("the client hands over no records".to_owned()));
    };
    if records.rows.len() != 7 {
        let what = "the rows of all pages are not those of the query";
        let seen = format!("{} rows", records.rows.len());
        return Err(Finding::new(what).differs("7 rows", seen).into());
    }
    Ok(())
}
