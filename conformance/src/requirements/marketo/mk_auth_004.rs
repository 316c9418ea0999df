//! MK-AUTH-004: a token is used as long as it lives.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, export, import};
use super::wire::is_login;

/// Clients that ask when they are made, and again at their first call, are let off.
const LOGINS_MAX: usize = 2;

/// So many other calls say enough.
const CALLS_MIN: usize = 8;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-AUTH-004",
    text: "A token is used until its end; no call has a token call of its own.",
    level: Level::Should,
    source: "marketo-bulk.md 1.4",
    ops: &[Op::MkExport, Op::MkImport],
    provoke: "a job that is polled eight times, with a token that lives an hour",
    observe: "journal: token calls",
    seen: "node-marketo-rest 0.12 asks before every call, RudderStack too",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let long = |operation: &str, state: &str| {
        Rule::on("long job", operation, json!({ "show_state": { "state": state } })).first(8)
    };
    vec![
        case("long export", export()).rule(long("marketo.export.status", "Processing")),
        case("long import", import(3)).rule(long("marketo.import.status", "Importing")),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("long job")?;
    let (logins, others): (Vec<_>, Vec<_>) =
        evidence.journal().exchanges().partition(|call| is_login(call));
    if others.len() < CALLS_MIN {
        let made = format!("the client made {} calls only", others.len());
        return Err(Objection::NotExercised(made));
    }
    if logins.len() > LOGINS_MAX {
        let what = "the client asks for tokens again and again, though its first one lives";
        return Err(Finding::new(what)
            .at(logins.iter().map(|call| call.seq()))
            .differs(
                "one token call",
                format!("{} token calls for {} others", logins.len(), others.len()),
            )
            .into());
    }
    evidence.call().must_succeed().map(drop)
}
