//! MK-EXPORT-004: a status is not asked for more often than it changes.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Judgement, Objection};
use crate::protocol::{Feature, Op};
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, export};
use super::wire::must_wait;

/// The pause that most cases ask for: long enough to be told from a busy machine's own delays.
const PAUSE_MS: u64 = 200;

/// How often the provider refreshes a status.
const REAL_PAUSE_MS: u64 = 60_000;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-EXPORT-004",
    text: "The status of an export is asked for once a minute at most; a client that is told another pause keeps it.",
    level: Level::Should,
    source: "marketo-bulk.md 3 (status refresh)",
    ops: &[Op::MkExport],
    provoke: "an export that is shown as `Processing` four times, with a pause of 200 ms to keep; with `--slow` in real minutes",
    observe: "journal: pauses between polls",
    seen: "",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let long = |polls| {
        let fault = json!({ "show_state": { "state": "Processing" } });
        Rule::on("long job", "marketo.export.status", fault).first(polls)
    };
    let scaled = export().takes(Feature::PollConfigurable).poll_ms(PAUSE_MS);
    let real = export().poll_ms(REAL_PAUSE_MS).deadline_ms(600_000);
    vec![case("scaled", scaled).rule(long(4)), case("real minutes", real).rule(long(2)).slow()]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("long job")?;
    let polls: Vec<_> = evidence.journal().of("marketo.export.status").collect();
    if polls.len() < 2 {
        return Err(Objection::NotExercised("the client polled once only".to_owned()));
    }
    let pause_ms = evidence.call().case.poll_ms;
    // A last look at an export that is over says nothing of how it was waited for.
    let waits =
        polls.windows(2).filter(|pair| pair[0].answer_json()["result"][0]["status"] != "Completed");
    for pair in waits {
        must_wait(
            pair[0],
            pair[1],
            pause_ms,
            "two polls follow each other faster than the status changes",
        )?;
    }
    evidence.call().must_succeed().map(drop)
}
