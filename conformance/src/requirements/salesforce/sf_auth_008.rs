//! SF-AUTH-008: calls of the day that are used up are no matter of logins.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Class, Op};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;
use super::load::{CREATE, INFO, QUERY_CREATE, case, logins_after};

const RULE: &str = "used up";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-AUTH-008",
    text: "403 `REQUEST_LIMIT_EXCEEDED` is an error of class `quota`, and no reason to log in again.",
    source: "salesforce-bulk2.md 1.4, 8.37",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest, Op::SfQuery],
    provoke: "the create, or the first poll, is refused so",
    observe: "journal: logins after it; the class of the error",
    seen: "Airbyte and Meltano look for it by hand",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let load = || Call::insert(SHEET, sheet(3));
    let used_up = |operation| {
        let status = json!({ "status": 403, "code": "REQUEST_LIMIT_EXCEEDED",
            "message": "TotalRequests Limit exceeded." });
        Rule::on(RULE, operation, json!({ "status": status }))
    };
    vec![
        case("at the create", load()).rule(used_up(CREATE)),
        case("at the polls", load()).rule(used_up(INFO)),
        case("at the create of a query", Call::query("SELECT Id FROM Sheet__c"))
            .rule(used_up(QUERY_CREATE)),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired(RULE)?;
    let journal = evidence.journal();
    if let Some(refused) = journal.exchanges().find(|exchange| exchange.hit_by(RULE)) {
        let logins = logins_after(journal, refused.seq());
        if !logins.is_empty() {
            let what = "the client logs in again, although it is the org's calls that are used up";
            let places = [refused.seq()].into_iter().chain(logins.iter().map(|login| login.seq()));
            return Err(Finding::new(what).at(places).into());
        }
    }
    evidence.call().must_fail_as(&[Class::Quota]).map(drop)
}
