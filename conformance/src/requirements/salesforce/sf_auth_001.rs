//! SF-AUTH-001: every call about jobs carries the token that was issued.

use std::collections::BTreeSet;

use crate::evidence::{Evidence, Exchange, Journal};
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Seed};

use super::super::rows::sheet;
use super::load::{case, job_calls, logins, not_exercised};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-AUTH-001",
    text: "Every call about jobs carries the access token that was issued, as a bearer token.",
    source: "salesforce-bulk2.md 1.1 (`token_type` is `Bearer`); RFC 6750 2.1",
    ops: &[Op::SfIngest, Op::SfQuery],
    provoke: "a plain load and a plain query, with a login and with a token that was given",
    observe: "journal: the header `Authorization` of every call about jobs",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<crate::scenario::Scenario> {
    let load = || Call::insert(SHEET, sheet(3));
    let seed = Seed::Records { object: SHEET.to_owned(), table: sheet(3) };
    let query = Call::query("SELECT Key__c FROM Sheet__c");
    vec![
        case("load after a login", load()),
        case("load with a token", load().with_token()),
        case("query after a login", query).seed(seed),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    let calls = job_calls(evidence.journal());
    if calls.is_empty() {
        // A call without a token belongs to no org, and stands in no org's journal.
        evidence.call().must_succeed()?;
        return Err(not_exercised("no call about jobs came"));
    }
    let given = evidence.scenario.calls[0].token;
    let issued = issued(evidence.journal());
    for call in calls {
        let said = call.header("authorization").unwrap_or_default();
        let (scheme, token) = said.split_once(' ').unwrap_or((said, ""));
        if !scheme.eq_ignore_ascii_case("bearer") {
            let finding =
                Finding::new("a call about jobs carries no bearer token").at([call.seq()]);
            return Err(finding.differs("Authorization: Bearer …", format!("{said:?}")).into());
        }
        if !given && !issued.contains(token) {
            let what = "a call about jobs carries another token than the one that was issued";
            let finding = Finding::new(what).at([call.seq()]);
            return Err(finding.differs(format!("one of {issued:?}"), token).into());
        }
    }
    evidence.call().must_succeed().map(drop)
}

/// The names under which the journal shows the tokens of all logins.
fn issued(journal: &Journal) -> BTreeSet<String> {
    logins(journal).into_iter().filter_map(token).collect()
}

fn token(login: &Exchange) -> Option<String> {
    if let Some(token) = login.answer_json()["access_token"].as_str() {
        return Some(token.to_owned());
    }
    let (_, rest) = login.response.text().split_once("<sessionId>")?;
    rest.split_once("</sessionId>").map(|(token, _)| token.to_owned())
}
