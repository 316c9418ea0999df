//! SF-POLL-002: the pause between looks can be set, or grows.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::{Rule, Scenario};

use super::super::waits::{LOOK, asked_pause_ms, floor, gaps, load};

const RULE: &str = "still in progress";

/// So many looks find the job under way.
const LOOKS: u64 = 6;

/// So many short waits may be chance.
const SHORT_MAX: usize = 1;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-POLL-002",
    text: "The pause between looks can be set by the caller, or grows with the time that a job takes.",
    level: Level::Should,
    source: "salesforce-bulk2.md 3.5, 8",
    ops: &[Op::SfIngest],
    provoke: "a job that takes many looks, with 200 ms between two of them where that can be asked for",
    observe: "journal: waits between looks",
    seen: "jsforce#237",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    // Not a state that lags: right after the end of the upload it would be `Open`, which a client may
    // take for an error.
    let shown = json!({ "show_state": { "state": "InProgress" } });
    let mut case = load("many looks").rule(Rule::on(RULE, LOOK, shown).first(LOOKS));
    case.calls[0].poll_ms = 200;
    // For a client that has pauses of seconds and cannot be told otherwise.
    case.calls[0].deadline_ms = 90_000;
    vec![case]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired(RULE)?;
    let gaps = gaps(evidence, 3)?;
    let Some(pause) = asked_pause_ms(evidence) else {
        let (first, last) = (gaps[0], gaps[gaps.len() - 1]);
        // Ten per cent are noise.
        if last.ms * 10 <= first.ms * 11 {
            let what = "the pause between looks cannot be set, and does not grow";
            return Err(Finding::new(what)
                .at(first.places.into_iter().chain(last.places))
                .differs(format!("more than {} ms at the end", first.ms), format!("{} ms", last.ms))
                .into());
        }
        return evidence.call().must_succeed().map(drop);
    };
    let short: Vec<_> = gaps.iter().filter(|gap| gap.ms < floor(pause)).collect();
    if short.len() > SHORT_MAX {
        let what = "the pause that was asked for is not made";
        let shortest = short.iter().map(|gap| gap.ms).min().unwrap_or_default();
        return Err(Finding::new(what)
            .at(short.iter().take(3).flat_map(|gap| gap.places))
            .differs(format!("{pause} ms between two looks"), format!("{shortest} ms"))
            .into());
    }
    evidence.call().must_succeed().map(drop)
}
