//! SF-ERR-002: an error that is no JSON is an error all the same.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Class, Op};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;
use super::load::{CREATE, QUERY_CREATE, case};

const RULE: &str = "page";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-ERR-002",
    text: "An error with a page, or with nothing, in its body is an error of the network, and not of \
           the client's parser.",
    source: "salesforce-bulk2.md 1.4, 8.34",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest, Op::SfQuery],
    provoke: "creates that end in 502 with a page, 503 with nothing, 400 with a page",
    observe: "the class of the client's error",
    seen: "simple-salesforce#710",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let load = || Call::insert(SHEET, sheet(3));
    let page = |operation, status: u16, page: &str| {
        Rule::on(RULE, operation, json!({ "status": { "status": status, "page": page } }))
    };
    let query = Call::query("SELECT Id FROM Sheet__c");
    vec![
        case("502 with a page", load()).rule(page(CREATE, 502, "html")),
        case("503 with nothing", load()).rule(page(CREATE, 503, "empty")),
        case("400 with a page", load()).rule(page(CREATE, 400, "html")),
        case("502 with a page for a query", query).rule(page(QUERY_CREATE, 502, "html")),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired(RULE)?;
    let refused = evidence.journal().exchanges().find(|exchange| exchange.hit_by(RULE));
    let status = refused.and_then(|refused| refused.status).unwrap_or_default();
    // What a front end means by 400 is open: the request was refused, or never arrived.
    let classes: &[Class] = match status {
        400..=499 => &[Class::Transport, Class::Rejected],
        _ => &[Class::Transport],
    };
    let failure = evidence.call().must_fail_as(classes)?;
    if failure.message.trim().is_empty() {
        let what = "the error says nothing to the caller";
        let places = refused.map(|refused| refused.seq());
        return Err(Finding::new(what).at(places).differs(format!("status {status}"), "").into());
    }
    Ok(())
}
