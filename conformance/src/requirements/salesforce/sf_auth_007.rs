//! SF-AUTH-007: a token is seen in headers only.

use crate::evidence::{Evidence, Exchange, Seen};
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Rule, Scenario, Seed};

use super::super::rows::sheet;
use super::load::{CREATE, INFO, case, job_calls, not_exercised, refusal, token_dies};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-AUTH-007",
    text: "Tokens stand in no URL, and neither tokens nor passwords in what a client writes on its \
           standard streams.",
    source: "RFC 6750 2.3, 5.3; RFC 6749 2.3.1",
    ops: &[Op::SfIngest, Op::SfQuery],
    provoke: "plain calls, and such that give a client something to complain of",
    observe: "journal: targets of all calls; the client's standard error and standard out",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let load = || Call::insert(SHEET, sheet(3));
    let seed = Seed::Records { object: SHEET.to_owned(), table: sheet(3) };
    vec![
        case("load", load()),
        case("query", Call::query("SELECT Key__c FROM Sheet__c")).seed(seed),
        case("refused create", load()).rule(Rule::on(
            "refused",
            CREATE,
            refusal(400, "INVALIDJOB"),
        )),
        case("session over", load()).rule(token_dies("session over", INFO, 1)),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    let journal = evidence.journal();
    if let Some(call) = journal.exchanges().find(|call| shows_token(call)) {
        let finding = Finding::new("a URL carries a token").at([call.seq()]);
        return Err(finding
            .differs("no token outside of headers and logins", &*call.target)
            .into());
    }
    for call in &evidence.calls {
        if let Some(finding) = said(call, &evidence.org().secrets) {
            return Err(finding.into());
        }
        call.must_end()?;
    }
    if job_calls(journal).is_empty() {
        return Err(not_exercised("no call about jobs came"));
    }
    Ok(())
}

/// The journal has names in the place of secrets.
fn shows_token(call: &Exchange) -> bool {
    ["<token:", "<refresh_token:"].iter().any(|name| call.target.contains(name))
}

/// What a client says where others can read it.
fn said(call: &Seen, secrets: &[String]) -> Option<Finding> {
    let report = &call.report;
    let streams = [("standard error", &report.stderr), ("standard out", &report.noise.join("\n"))];
    let leak = |text: &str| secrets.iter().any(|secret| text.contains(&**secret));
    let (stream, text) = streams.into_iter().find(|(_, text)| leak(text))?;
    let line = text.lines().find(|line| leak(line)).unwrap_or_default();
    let hidden = secrets.iter().fold(line.to_owned(), |line, secret| line.replace(secret, "…"));
    let what = format!("a secret stands on the client's {stream}");
    Some(Finding::new(what).differs("no secrets", format!("{hidden:?}, with one at `…`")))
}
