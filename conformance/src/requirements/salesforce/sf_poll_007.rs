//! SF-POLL-007: a time-out is told as one.

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Class, Feature, Limits, Op};
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::super::reading::one_page;
use super::super::waits::{load, looks, stuck};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-POLL-007",
    text: "A client that gives a job up says `timeout`, names the job, and does not call it done.",
    source: "salesforce-bulk2.md 8",
    ops: &[Op::SfIngest, Op::SfQuery],
    // A client's own patience is half an hour or more: it is seen only where it can be set.
    features: &[Feature::TimeoutConfigurable],
    provoke: "a job that never ends, and a client that is to wait for 400 ms",
    observe: "the client's error",
    seen: "jsforce names the error otherwise than it asks for it",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let mut cases = vec![load("load").rule(stuck()), one_page("query").rule(stuck())];
    for case in &mut cases {
        case.calls[0].limits = Limits { timeout_ms: Some(400), ..Limits::default() };
        case.calls[0].poll_ms = 20;
    }
    cases
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("never ends")?;
    let looks = looks(evidence);
    let Some(job) = looks.iter().find_map(|look| look.job()) else {
        return Err(Objection::NotExercised("the client never looked at the job".to_owned()));
    };
    let failure = evidence.call().must_fail_as(&[Class::Timeout])?;
    // Ids are known in a form of 15 characters too.
    let short = job.get(..15).unwrap_or(job);
    let named = failure.job_id.as_deref().is_some_and(|id| id.starts_with(short));
    if !named && !failure.message.contains(short) {
        let what = "the error does not say which job was given up";
        let seen = format!(
            "job_id {:?}, message {:?}",
            failure.job_id.as_deref().unwrap_or_default(),
            failure.message
        );
        return Err(Finding::new(what).differs(job, seen).into());
    }
    Ok(())
}
