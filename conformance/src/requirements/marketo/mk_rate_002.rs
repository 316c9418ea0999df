//! MK-RATE-002: no more than ten calls at once.

use serde_json::json;

use crate::evidence::{Evidence, Exchange};
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, export, must_hand_over, of_january};
use super::wire::{must_make_one_export, refused, repeated};

/// As many calls as an instance takes at once.
const AT_ONCE_MAX: usize = 10;

/// Calls of the client in the case of many.
const CALLS: usize = 12;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-RATE-002",
    text: "After 615 the client has fewer calls under way and makes the refused one again; it never has more than ten.",
    source: "marketo-bulk.md 2.8, 3",
    ops: &[Op::MkExport],
    provoke: "others have ten calls under way, twice; twelve exports at once through one client",
    observe: "journal: calls under way at a time, repeats; the client's answers",
    seen: "node-marketo-rest does not repeat it",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let used = json!({ "quota_used": { "quota": "concurrent_calls" } });
    let of_others = case("calls of others", export())
        .marketo("concurrent_calls", AT_ONCE_MAX)
        .rule(Rule::on("limit used up", "marketo.export.status", used).first(2));
    let slow = json!({ "latency": { "fixed": "25ms" } });
    let mut of_own = case("twelve exports at once", export().session("shared"))
        .marketo("enforce_concurrency", true)
        .marketo("concurrent_calls", AT_ONCE_MAX)
        .marketo("exports_queued", 100)
        .marketo("exports_running", 100)
        .rule(Rule::on("slow answers", "marketo.export.*", slow))
        .together();
    for _ in 1..CALLS {
        of_own = of_own.call(export().session("shared"));
    }
    vec![of_others, of_own]
}

fn judge(evidence: &Evidence) -> Judgement {
    match evidence.calls.len() {
        1 => others(evidence),
        _ => own(evidence),
    }
}

fn others(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("limit used up")?;
    let journal = evidence.journal();
    for call in refused(journal, "615") {
        if repeated(journal, call).is_none() {
            let what = "a call that was refused with 615 is not made again";
            return Err(Finding::new(what)
                .at([call.seq()])
                .differs("the same call later", evidence.call().ending())
                .into());
        }
    }
    evidence.call().must_succeed()?;
    must_make_one_export(evidence)?;
    must_hand_over(evidence.call(), &of_january(evidence))
}

fn own(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("slow answers")?;
    let calls: Vec<_> = evidence.journal().of("marketo.export.*").collect();
    let most = calls.iter().map(|call| under_way(&calls, call)).max().unwrap_or(0);
    if most < 2 {
        let what = "the client never has two calls under way";
        return Err(Objection::NotExercised(what.to_owned()));
    }
    // It may find out what the limit is; it may not try it again and again. A call that comes as
    // another one's answer leaves is not too many, whatever the org says to it.
    let refused: Vec<_> = refused(evidence.journal(), "615")
        .into_iter()
        .filter(|call| under_way(&calls, call) > AT_ONCE_MAX)
        .collect();
    if refused.len() > CALLS {
        let what = "the client keeps on having more than ten calls under way";
        return Err(Finding::new(what)
            .at(refused.iter().map(|call| call.seq()))
            .differs("ten calls at once at most", format!("{} refused with 615", refused.len()))
            .into());
    }
    for seen in &evidence.calls {
        seen.must_succeed()?;
        must_hand_over(seen, &of_january(evidence))?;
    }
    Ok(())
}

/// How many calls are under way when this one comes, itself among them.
fn under_way(calls: &[&Exchange], at: &Exchange) -> usize {
    let now = at.seq();
    let is_open = |call: &&&Exchange| {
        call.seq() <= now && call.answered.as_ref().is_none_or(|place| place.seq > now)
    };
    calls.iter().filter(is_open).count()
}
