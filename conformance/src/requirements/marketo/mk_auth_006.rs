//! MK-AUTH-006: wrong credentials are told as such, at once.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Class, Op};
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, export, import};

/// More than one careful second look is a retry.
const LOGINS_MAX: usize = 3;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-AUTH-006",
    text: "A token call that is refused with HTTP 401 and OAuth's error is an error of authentication, and not repeated for long.",
    source: "marketo-bulk.md 1.7",
    ops: &[Op::MkExport, Op::MkImport],
    provoke: "the token call is refused with 401: a wrong secret, an unknown client",
    observe: "journal: token calls; the class of the client's error",
    seen: "marketorestpython raised a KeyError, node-marketo-rest says `Authentication (undefined)`",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let unknown = json!({
        "error": "unauthorized",
        "error_description": "No client with requested id: nobody",
    });
    let unknown = json!({ "status": { "status": 401, "page": { "text": unknown.to_string() } } });
    let wrong = json!({ "status": { "status": 401 } });
    let on = |fault| Rule::on("refused", "marketo.identity.token", fault);
    let is_json = json!({ "content_type": { "value": "application/json;charset=UTF-8" } });
    vec![
        case("wrong secret, export", export()).rule(on(wrong.clone())),
        case("wrong secret, import", import(1)).rule(on(wrong)),
        case("unknown client", export()).rule(on(unknown)).rule(Rule::on(
            "its type",
            "marketo.identity.token",
            is_json,
        )),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("refused")?;
    evidence.call().must_fail_as(&[Class::Auth])?;
    let logins: Vec<_> = evidence.journal().of("marketo.identity.token").collect();
    if logins.len() > LOGINS_MAX {
        let what = "credentials that were refused are sent again and again";
        return Err(Finding::new(what)
            .at(logins.iter().map(|call| call.seq()))
            .differs("one token call", format!("{} token calls", logins.len()))
            .into());
    }
    Ok(())
}
