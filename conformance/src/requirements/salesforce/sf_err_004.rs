//! SF-ERR-004: a state that nobody knows is not the end of a job.

use serde_json::json;

use crate::evidence::{Evidence, Exchange};
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Feature, Limits, Op};
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;
use super::load::{INFO, case, shown};

const RULE: &str = "new state";
const STATE: &str = "Queued2";
const POLL_MS: u64 = 25;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-ERR-004",
    text: "A job in a state that the client does not know is neither done nor polled without pause.",
    level: Level::Should,
    source: "salesforce-bulk2.md 3.3, 8.16",
    grade: Grade::ReliedUpon,
    ops: &[Op::SfIngest],
    provoke: "three polls, or all of them, show a job as `Queued2`",
    observe: "the client's answer; journal: polls and the pauses between them",
    seen: "python-salesforce-api#11; jsforce polls queries without pause",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let load = || Call::insert(SHEET, sheet(3)).poll_ms(POLL_MS);
    let odd = Rule::on(RULE, INFO, json!({ "show_state": { "state": STATE } }));
    let limits = Limits { timeout_ms: Some(600), ..Limits::default() };
    vec![
        case("for a while", load()).rule(odd.clone().first(3)),
        case("for ever", load().limits(limits)).rule(odd),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired(RULE)?;
    evidence.call().must_end()?;
    let looks: Vec<_> = evidence.journal().of(INFO).collect();
    let last = looks.last().and_then(|look| shown(look));
    if evidence.call().success().is_some() && last.as_deref() == Some(STATE) {
        let what = "the client reports success, and never saw the job in a state that it knows";
        let finding = Finding::new(what).at(looks.iter().map(|look| look.seq()));
        return Err(finding.differs("JobComplete", STATE).into());
    }
    if evidence.ready.support(Feature::PollConfigurable).is_yes() {
        // Who gives up may look a last time, whenever that is.
        let gave_up = evidence.call().success().is_none();
        let pairs = looks.windows(2).rev().skip(usize::from(gave_up));
        let hasty = pairs.rev().find(|pair| is_hasty(pair[0], pair[1]));
        if let Some([before, after]) = hasty {
            let what = "a job in an unknown state is polled without the pause that was asked for";
            let finding = Finding::new(what).at([before.seq(), after.seq()]);
            let seen = format!("{} ms", before.ms_until(after));
            return Err(finding.differs(format!("{POLL_MS} ms"), seen).into());
        }
    }
    match evidence.call().success() {
        Some(_) if last.as_deref() != Some("JobComplete") => {
            Err(Objection::fails("the client reports success without having seen the job's end"))
        }
        _ => Ok(()),
    }
}

/// Whether the client came again before four fifths of its pause were over, the state being unknown.
fn is_hasty(before: &Exchange, after: &Exchange) -> bool {
    let least = i64::try_from(POLL_MS * 4 / 5).unwrap_or(i64::MAX);
    shown(before).as_deref() == Some(STATE) && before.ms_until(after) < least
}
