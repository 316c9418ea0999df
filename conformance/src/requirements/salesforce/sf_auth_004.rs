//! SF-AUTH-004: calls go where the login says.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Rule, Scenario, Seed};

use super::super::rows::sheet;
use super::load::{SOAP, TOKEN, case, job_calls, logins, not_exercised};

const HOST: &str = "localhost";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-AUTH-004",
    text: "Calls go to the `instance_url` of the token answer, not to the host of the login.",
    source: "salesforce-bulk2.md 1.1, 8.33",
    grade: Grade::ReliedUpon,
    ops: &[Op::SfIngest, Op::SfQuery],
    provoke: "the login names the same server by another name",
    observe: "journal: the header `Host` of every later call",
    seen: "jsforce, by a remark in its source",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let seed = Seed::Records { object: SHEET.to_owned(), table: sheet(3) };
    let calls = [
        case("load", Call::insert(SHEET, sheet(3))),
        case("query", Call::query("SELECT Key__c FROM Sheet__c")).seed(seed),
    ];
    let url = json!({ "instance_url": { "url": format!("{{scheme}}://{HOST}:{{port}}") } });
    let moved = |case: Scenario| {
        case.rule(Rule::on("moved by OAuth", TOKEN, url.clone())).rule(Rule::on(
            "moved by SOAP",
            SOAP,
            url.clone(),
        ))
    };
    calls.map(moved).into()
}

fn judge(evidence: &Evidence) -> Judgement {
    let journal = evidence.journal();
    let moved = |rule: &str| logins(journal).into_iter().find(|login| login.hit_by(rule));
    let Some(login) = moved("moved by OAuth").or_else(|| moved("moved by SOAP")) else {
        evidence.call().must_succeed()?;
        return Err(not_exercised("the client never logged in"));
    };
    let calls = job_calls(journal);
    let elsewhere = calls.iter().find(|call| {
        let host = call.header("host").unwrap_or_default();
        call.seq() > login.seq() && host.rsplit_once(':').map_or(host, |(host, _)| host) != HOST
    });
    if let Some(call) = elsewhere {
        let what = "a call goes to another host than the one that the login named";
        let seen = call.header("host").unwrap_or_default();
        return Err(Finding::new(what).at([login.seq(), call.seq()]).differs(HOST, seen).into());
    }
    evidence.call().must_succeed()?;
    if calls.is_empty() {
        return Err(not_exercised("no call about jobs came"));
    }
    Ok(())
}
