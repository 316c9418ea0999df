//! MK-AUTH-007: what no repeat can mend is not repeated.

use serde_json::json;

use crate::evidence::{Evidence, Exchange};
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::leads::{case, export, import};
use super::wire::is_login;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-AUTH-007",
    text: "Calls that are refused with 600, 603 or 610 are not repeated.",
    source: "marketo-bulk.md 2.8",
    ops: &[Op::MkExport, Op::MkImport],
    provoke: "a call is refused with each of these, for ever",
    observe: "journal: repeats of the call; the client's answer",
    seen: "",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let refused = |code: &str, route: &str, call: Call| {
        let fault = json!({ "status": { "status": 200, "code": code } });
        case(format!("{code} at {route}"), call).rule(Rule::on(
            "refused",
            &format!("marketo.{route}"),
            fault,
        ))
    };
    vec![
        refused("600", "export.create", export()),
        refused("603", "export.create", export()),
        refused("603", "export.status", export()),
        refused("603", "import.create", import(1)),
        refused("610", "export.create", export()),
        refused("610", "import.status", import(1)),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("refused")?;
    evidence.call().must_fail()?;
    let refused: Vec<_> =
        evidence.journal().exchanges().filter(|call| call.hit_by("refused")).collect();
    // A call that says that it came without a token may be made once more with a new one.
    let renews = evidence.scenario.name.starts_with("600") && is_renewed(evidence, &refused);
    let most = if renews { 2 } else { 1 };
    if refused.len() > most {
        let what = "a call is repeated though its refusal is final";
        return Err(Finding::new(what)
            .at(refused.iter().map(|call| call.seq()))
            .differs("one call", format!("{} calls", refused.len()))
            .into());
    }
    Ok(())
}

fn is_renewed(evidence: &Evidence, refused: &[&Exchange]) -> bool {
    let [first, second, ..] = refused else { return false };
    let mut logins = evidence.journal().exchanges().filter(|call| is_login(call));
    logins.any(|call| call.seq() > first.seq() && call.seq() < second.seq())
}
