//! MK-AUTH-003: a token that died is replaced, and the same call made again.

use serde_json::json;

use crate::evidence::{Evidence, Exchange};
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::leads::{case, export, import, must_hand_over, must_hold, of_january};
use super::wire::{code, is_login, must_make_one_export, must_make_one_import, repeated};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-AUTH-003",
    text: "After 601 or 602 the client gets one new token and makes the same call again, for the same job.",
    source: "marketo-bulk.md 1.13, 1.14",
    ops: &[Op::MkExport, Op::MkImport],
    provoke: "the token expires (602) or is revoked (601) at each route, once",
    observe: "journal: token calls and repeats; the org's jobs; the client's answer",
    seen: "marketorestpython repeats with the dead token, tap-marketo has no branch for it",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let mut cases = Vec::new();
    for (code, kind) in [("602", "token_dies"), ("601", "token_revoked")] {
        let dies = |route: &str, call: Call| {
            case(format!("{code} at {route}"), call).rule(
                Rule::on("dead token", &format!("marketo.{route}"), json!({ kind: {} })).first(1),
            )
        };
        for route in ["create", "enqueue", "status", "file"] {
            cases.push(dies(&format!("export.{route}"), export()));
        }
        for route in ["create", "status"] {
            cases.push(dies(&format!("import.{route}"), import(3)));
        }
    }
    let late =
        Rule::on("dead token", "marketo.import.create", json!({ "token_dies": { "late": true } }));
    cases.push(case("602 when the file was sent", import(3)).rule(late.first(1)));
    cases
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("dead token")?;
    let refused: Vec<_> = evidence.journal().exchanges().filter(|call| is_refused(call)).collect();
    let Some(first) = refused.first() else {
        return Err(Objection::NotExercised("no call was refused for its token".to_owned()));
    };
    must_renew_once(evidence, first)?;
    let late: Vec<_> = refused.iter().filter(|call| call.seq() > end(first)).collect();
    if !late.is_empty() {
        let what = "the client goes on with a token that it was told is dead";
        return Err(Finding::new(what).at(late.iter().map(|call| call.seq())).into());
    }
    evidence.call().must_succeed()?;
    match evidence.call().case.op {
        Op::MkImport => {
            must_make_one_import(evidence)?;
            must_hold(evidence)
        }
        _ => {
            must_make_one_export(evidence)?;
            must_hand_over(evidence.call(), &of_january(evidence))
        }
    }
}

fn is_refused(call: &Exchange) -> bool {
    matches!(code(call).as_deref(), Some("601" | "602"))
}

fn end(call: &Exchange) -> u64 {
    call.answered.as_ref().map_or(call.received.seq, |place| place.seq)
}

/// Between the refusal and the repeat there is one token call.
fn must_renew_once(evidence: &Evidence, refused: &Exchange) -> Judgement {
    let journal = evidence.journal();
    let Some(again) = repeated(journal, refused) else {
        let what = "the call that was refused for its token is not made again";
        return Err(Finding::new(what)
            .at([refused.seq()])
            .differs("a new token, and the same call", evidence.call().ending())
            .into());
    };
    let between = |call: &&Exchange| call.seq() > end(refused) && call.seq() < again.seq();
    let logins: Vec<_> =
        journal.exchanges().filter(|call| is_login(call)).filter(between).collect();
    if logins.len() == 1 {
        return Ok(());
    }
    let what = "the client does not get one new token before it makes the call again";
    Err(Finding::new(what)
        .at([refused.seq(), again.seq()])
        .differs("one token call", format!("{} token calls", logins.len()))
        .into())
}
