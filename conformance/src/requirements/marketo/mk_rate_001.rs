//! MK-RATE-001: who is too fast waits until the window is over.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Feature, Limits, Op};
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::leads::{case, export, import, must_hand_over, must_hold, of_january};
use super::wire::{must_make_one_export, must_make_one_import, must_wait, refused, repeated};

/// The window of most cases: a client is told of it by `limits.rate_window_ms`.
const WINDOW_MS: u64 = 300;

/// The provider's own window.
const REAL_WINDOW_MS: u64 = 20_000;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-RATE-001",
    text: "After 606 the client waits for the window of the rate limit, and makes the same call again.",
    source: "marketo-bulk.md 2.8, 3",
    ops: &[Op::MkExport, Op::MkImport],
    provoke: "others use up the rate limit twice, in the middle of a job",
    observe: "journal: pauses and repeats; the org's jobs; the client's answer",
    seen: "tap-marketo gives up after 5 tries; airbyte's streams end with 0 records",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let scaled = |call: Call| {
        let limits = Limits { rate_window_ms: Some(WINDOW_MS), ..Limits::default() };
        call.takes(Feature::PollConfigurable).limits(limits)
    };
    vec![
        busy("marketo.export.status", scaled(export()), WINDOW_MS),
        busy("marketo.export.create", scaled(export()), WINDOW_MS),
        busy("marketo.import.create", scaled(import(3)), WINDOW_MS),
        busy("marketo.export.status", export().deadline_ms(120_000), REAL_WINDOW_MS).slow(),
    ]
}

fn busy(operation: &str, call: Call, window_ms: u64) -> Scenario {
    let used = Rule::on(
        "rate limit used up",
        operation,
        json!({ "quota_used": { "quota": "rate_limit" } }),
    );
    case(format!("{operation}, {window_ms} ms"), call)
        .marketo("enforce_rate_limit", true)
        .marketo("rate_limit_calls", 100)
        .marketo("rate_limit_window", format!("{window_ms}ms"))
        .rule(used.first(2))
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("rate limit used up")?;
    let journal = evidence.journal();
    let refused = refused(journal, "606");
    if refused.is_empty() {
        return Err(Objection::NotExercised("no call was refused with 606".to_owned()));
    }
    let window_ms = evidence.call().case.limits.rate_window_ms.unwrap_or(REAL_WINDOW_MS);
    for call in &refused {
        let Some(again) = repeated(journal, call) else {
            let what = "a call that was refused with 606 is not made again";
            return Err(Finding::new(what)
                .at([call.seq()])
                .differs("the same call after the window", evidence.call().ending())
                .into());
        };
        must_wait(
            call,
            again,
            window_ms,
            "the client does not wait for the window of the rate limit",
        )?;
    }
    evidence.call().must_succeed()?;
    match &evidence.scenario.calls[0].given {
        Some(_) => {
            must_make_one_import(evidence)?;
            must_hold(evidence)
        }
        None => {
            must_make_one_export(evidence)?;
            must_hand_over(evidence.call(), &of_january(evidence))
        }
    }
}
