//! MK-AUTH-005: a token with no time left leads neither into a loop nor into the dark.

use serde_json::json;

use crate::evidence::{Evidence, Exchange};
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, export};
use super::wire::{code, is_login};

/// A client may try ten times, and ask twice each time; more is a loop.
const LOGINS_MAX: usize = 24;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-AUTH-005",
    text: "A token with `expires_in` of 0 or few seconds leads to no tight loop, and a dead token is not sent twice.",
    source: "marketo-bulk.md 1.4, 7 (12)",
    grade: Grade::Recorded,
    ops: &[Op::MkExport],
    provoke: "the first token is dead when it comes, or has a second left; or every token is dead",
    observe: "journal: token calls, calls that were refused with 602; the client's answer",
    seen: "RudderStack has a branch for `expires_in: 0`",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let life = |seconds: u32| {
        Rule::on(
            "short life",
            "marketo.identity.token",
            json!({ "token_life": { "seconds": seconds } }),
        )
    };
    vec![
        case("first token dead", export()).rule(life(0).first(1)),
        case("first token has a second", export()).rule(life(1).first(1)),
        case("every token has a minute", export()).rule(life(60)),
        case("every token dead", export()).rule(life(0)),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("short life")?;
    evidence.call().must_end()?;
    let calls: Vec<_> = evidence.journal().exchanges().collect();
    let logins: Vec<_> = calls.iter().filter(|call| is_login(call)).collect();
    let others = calls.len() - logins.len();
    // A token with a minute left may be asked for again before each call.
    let most = match evidence.scenario.name.as_str() {
        "every token has a minute" => others + 2,
        _ => LOGINS_MAX,
    };
    if logins.len() > most {
        let what = "the client asks for tokens in a loop";
        return Err(Finding::new(what)
            .differs(format!("at most {most} token calls"), format!("{}", logins.len()))
            .into());
    }
    must_not_send_twice(&calls)?;
    match evidence.scenario.name.as_str() {
        "every token dead" => evidence.call().must_fail().map(drop),
        _ => evidence.call().must_succeed().map(drop),
    }
}

/// A token that was refused is not sent again once the refusal was answered.
fn must_not_send_twice(calls: &[&Exchange]) -> Judgement {
    let token = |call: &Exchange| call.header("authorization").map(str::to_owned);
    for refused in calls.iter().filter(|call| code(call).as_deref() == Some("602")) {
        let Some(end) = refused.answered.as_ref() else { continue };
        let again = calls.iter().find(|call| call.seq() > end.seq && token(call) == token(refused));
        // An org gives the same token as long as it lives; one that is dead is never given again.
        if let Some(again) = again.filter(|_| token(refused).is_some()) {
            let what = "a token that was refused as expired is sent again";
            return Err(Finding::new(what).at([refused.seq(), again.seq()]).into());
        }
    }
    Ok(())
}
