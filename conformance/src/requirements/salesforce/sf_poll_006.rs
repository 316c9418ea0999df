//! SF-POLL-006: what will not get better by asking is not asked again.

use serde_json::{Value, json};

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Rule, Scenario};

use super::super::reading::one_page;
use super::super::waits::{LOOK, load, looks};

/// One look more may be a question of its own, such as whether the job is really gone.
const AGAIN_MAX: usize = 1;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-POLL-006",
    text: "400, 403 and 404 are not tried again; a job that is gone is an error.",
    source: "RFC 9110 15.5; salesforce-bulk2.md 1.4, 3.6",
    ops: &[Op::SfIngest, Op::SfQuery],
    provoke: "the job is purged while it is polled; looks are answered by 400, and by 403",
    observe: "journal: looks behind the first bad answer; the client's error",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let status = |status: u16| Rule::on("bad", LOOK, json!({ "status": { "status": status } }));
    let gone = |inject: Value| Rule::on("bad", "salesforce.*.create", inject);
    vec![
        load("purged").rule(gone(json!({ "vanish": { "at": 0.0 } }))),
        one_page("query purged").rule(gone(json!({ "vanish": { "at": 0.0 } }))),
        load("400").rule(status(400)),
        load("403").rule(status(403)),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("bad")?;
    let looks = looks(evidence);
    let is_bad = |status: Option<u16>| matches!(status, Some(400 | 403 | 404));
    let Some(first) = looks.iter().position(|look| is_bad(look.status)) else {
        return Err(Objection::NotExercised("no look was answered so".to_owned()));
    };
    let bad = looks[first];
    let again = looks[first + 1..].iter().filter(|look| look.job() == bad.job());
    let again: Vec<_> = again.collect();
    if again.len() > AGAIN_MAX {
        let what = format!("a look that was refused was tried {} times more", again.len());
        let places = again.iter().take(3).map(|look| look.seq());
        let status = bad.status.unwrap_or_default();
        return Err(Finding::new(what)
            .at([bad.seq()].into_iter().chain(places))
            .differs(format!("an end at the first {status}"), format!("{} looks", again.len() + 1))
            .into());
    }
    evidence.call().must_fail().map(drop)
}
