//! SF-POLL-004: who is told to come later comes later.

use serde_json::{Value, json};

use crate::evidence::{Evidence, Exchange};
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::{Rule, Scenario};

use super::super::waits::{LOOK, asked_pause_ms, floor, load, looks};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-POLL-004",
    text: "After bad answers a client waits before it asks again, for as long as `Retry-After` says at \
           least.",
    level: Level::Should,
    source: "RFC 9110 10.2.3; salesforce-bulk2.md 1.4",
    ops: &[Op::SfIngest],
    provoke: "429 and 503 with a `Retry-After` of one second; three 503 in a row without one",
    observe: "journal: waits behind the bad answers",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let case = |name: &str, inject: Value, count: u64| {
        load(name).rule(Rule::on("bad answer", LOOK, json!({ "status": inject })).first(count))
    };
    let mut cases = vec![
        case("429, one second", json!({ "status": 429, "retry_after": { "seconds": 1 } }), 1),
        case("503, one second", json!({ "status": 503, "retry_after": { "seconds": 1 } }), 1),
        case("503 three times", json!({ "status": 503 }), 3),
    ];
    cases[2].calls[0].poll_ms = 20;
    cases
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("bad answer")?;
    let looks = looks(evidence);
    let mut waited = 0;
    for (at, bad) in looks.iter().enumerate().filter(|(_, look)| look.hit_by("bad answer")) {
        let again = looks[at + 1..].iter().find(|look| look.job() == bad.job());
        let Some(again) = again else { continue };
        let ms = bad.ms_until(again);
        let due = due_ms(bad, asked_pause_ms(evidence));
        if ms < floor(due) {
            let what = "the client came back sooner than it was asked to";
            return Err(Finding::new(what)
                .at([bad.seq(), again.seq()])
                .differs(format!("at least {due} ms later"), format!("{ms} ms later"))
                .into());
        }
        waited += 1;
    }
    if waited == 0 {
        return Err(Objection::NotExercised("the client did not ask again".to_owned()));
    }
    evidence.call().must_end()
}

/// What `Retry-After` says, or else the ordinary pause, if the client was told one.
fn due_ms(bad: &Exchange, pause: Option<i64>) -> i64 {
    let asked = bad.response_header("retry-after").and_then(|text| text.parse::<i64>().ok());
    asked.map_or(pause.unwrap_or(0), |seconds| seconds * 1000)
}
