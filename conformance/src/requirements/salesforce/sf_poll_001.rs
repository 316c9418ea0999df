//! SF-POLL-001: a client waits between two looks at a job.

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::super::reading::one_page;
use super::super::waits::{asked_pause_ms, floor, gaps, late, load};

/// A client that cannot be told how long to wait waits longer than this in any case.
const PAUSE_MIN_MS: i64 = 5;

/// So many short waits may be chance: a look to learn a state, and one more for the counters.
const SHORT_MAX: usize = 2;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-POLL-001",
    text: "A client waits between two looks at a job.",
    source: "salesforce-bulk2.md 3.5",
    ops: &[Op::SfIngest, Op::SfQuery],
    provoke: "jobs whose changes are shown late, so that they take many looks; 150 ms between two of \
              them where that can be asked for",
    observe: "journal: waits between looks",
    seen: "jsforce spins on a state that it does not know",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let mut cases = vec![load("load").rule(late(5)), one_page("query").rule(late(5))];
    for case in &mut cases {
        case.calls[0].poll_ms = 150;
        // For a client that has pauses of seconds and cannot be told otherwise.
        case.calls[0].deadline_ms = 90_000;
    }
    cases
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("state shown late")?;
    let gaps = gaps(evidence, 4)?;
    let pause = asked_pause_ms(evidence).unwrap_or(PAUSE_MIN_MS);
    let short: Vec<_> = gaps.iter().filter(|gap| gap.ms < floor(pause)).collect();
    if short.len() > SHORT_MAX {
        let what = format!("{} of {} looks came without a wait", short.len(), gaps.len());
        let shortest = short.iter().map(|gap| gap.ms).min().unwrap_or_default();
        return Err(Finding::new(what)
            .at(short.iter().take(3).flat_map(|gap| gap.places))
            .differs(format!("{pause} ms between two looks"), format!("{shortest} ms"))
            .into());
    }
    evidence.call().must_succeed().map(drop)
}
