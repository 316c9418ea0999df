//! X-HTTP-002: a token does not follow a redirect to another host.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::reading::{one_page, timed};
use super::super::rows::sheet;

/// The same server under a name that is another host to a client: it was given an address.
const ELSEWHERE: &str = "http://localhost:{port}/services/data/v62.0/limits";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "X-HTTP-002",
    text: "A redirect to another host is not followed with the token.",
    level: Level::Should,
    source: "RFC 9110 15.4; RFC 6750 5.3",
    ops: &[Op::SfIngest, Op::SfQuery],
    provoke: "a look at the job is answered by 302, and by 307, to another host",
    observe: "journal: requests under the other name that bear the token",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let away = |status: u16, on: &str| {
        let redirect = json!({ "status": status, "location": ELSEWHERE });
        Rule::on("away", on, json!({ "redirect": redirect })).first(1)
    };
    let load = |name: &str| timed(Scenario::new(name, Call::insert(SHEET, sheet(3))));
    vec![
        load("302").rule(away(302, "salesforce.ingest.info")),
        load("307").rule(away(307, "salesforce.ingest.info")),
        one_page("302 in a query").rule(away(302, "salesforce.query.info")),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("away")?;
    // Only a request that bears the token is in this journal at all.
    let astray = evidence.journal().exchanges().find(|exchange| {
        exchange.header("host").is_some_and(|host| host.starts_with("localhost"))
            && exchange.header("authorization").is_some()
    });
    if let Some(astray) = astray {
        let what = "the token was sent to the host that a redirect named";
        let host = astray.header("host").unwrap_or_default();
        return Err(Finding::new(what).at([astray.seq()]).differs("no request", host).into());
    }
    evidence.call().must_end()
}
