//! MK-AUTH-001: the token stands in the header.

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::leads::{case, export, import};
use super::wire::is_login;

/// The documentation names three dates for the end of tokens in queries, and all are past: a MUST.
pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-AUTH-001",
    text: "Every call carries its token in the `Authorization` header, and never in its query or form.",
    source: "marketo-bulk.md 1.10, 1.11",
    ops: &[Op::MkExport, Op::MkImport],
    provoke: "an export and an import where tokens in queries and forms are refused, and where not",
    observe: "journal: headers, queries and forms of all calls but those for tokens",
    seen: "RudderStack, Talend, Adobe's samples, cgo",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let worlds = [("refused in queries", false), ("taken in queries", true)];
    let of = |(world, allowed): (&str, bool)| {
        [("export", export()), ("import", import(3))].map(|(what, call)| {
            case(format!("{what}, tokens {world}"), call).marketo("allow_query_token", allowed)
        })
    };
    worlds.into_iter().flat_map(of).collect()
}

fn judge(evidence: &Evidence) -> Judgement {
    let calls: Vec<_> = evidence.journal().exchanges().filter(|call| !is_login(call)).collect();
    if calls.is_empty() {
        return Err(Objection::NotExercised("the client called nothing but for tokens".to_owned()));
    }
    for call in &calls {
        let in_form = ["name=\"access_token\"", "name=access_token"]
            .iter()
            .any(|name| call.request.text().contains(name));
        if call.query("access_token").is_some() || in_form {
            let what = "the token stands in the query or the form of a call";
            return Err(Finding::new(what).at([call.seq()]).into());
        }
        let header = call.header("authorization").unwrap_or_default();
        let (scheme, token) = header.split_once(' ').unwrap_or((header, ""));
        if !scheme.eq_ignore_ascii_case("bearer") || token.is_empty() {
            let what = "a call has no `Authorization: Bearer` header with a token";
            return Err(Finding::new(what)
                .at([call.seq()])
                .differs("Authorization: Bearer <token>", format!("{header:?}"))
                .into());
        }
    }
    evidence.call().must_succeed().map(drop)
}
