//! What cases about polling share: looks at a job, and how long a client waited between them.
//!
//! Waits are told by the wall stamps of the journal, as lower bounds only: whatever else the machine
//! had to do makes them longer, never shorter.

use serde_json::json;

use super::reading::timed;
use super::rows::sheet;
use crate::evidence::{Evidence, Exchange};
use crate::fake::SHEET;
use crate::judge::Objection;
use crate::protocol::Feature;
use crate::scenario::{Call, Rule, Scenario};

/// The operations that look at a job of Salesforce.
pub(super) const LOOK: &str = "salesforce.*.info";

/// A load of three rows.
pub(super) fn load(name: impl Into<String>) -> Scenario {
    timed(Scenario::new(name, Call::insert(SHEET, sheet(3))))
}

/// Each change of a job is shown so many looks late.
pub(super) fn late(reads: u64) -> Rule {
    Rule::on("state shown late", LOOK, json!({ "state_lags": { "reads": reads } }))
}

/// A job that never ends.
pub(super) fn stuck() -> Rule {
    Rule::on("never ends", "salesforce.*.create", json!({ "stuck": { "state": "InProgress" } }))
}

/// The looks at jobs, in the order in which they came.
pub(super) fn looks(evidence: &Evidence) -> Vec<&Exchange> {
    let is_look =
        |it: &&Exchange| it.is("salesforce.ingest.info") || it.is("salesforce.query.info");
    evidence.journal().exchanges().filter(is_look).collect()
}

/// Two neighbouring looks at one job that was not over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    /// The places of both.
    pub(super) places: [u64; 2],
    /// From the one to the other, in milliseconds.
    pub(super) ms: i64,
}

/// The gaps between looks at the first job that was looked at, of which there must be so many.
///
/// # Errors
/// Not exercised.
pub(super) fn gaps(evidence: &Evidence, at_least: usize) -> Result<Vec<Gap>, Objection> {
    let looks = looks(evidence);
    let job = looks.first().and_then(|look| look.job());
    let looks: Vec<_> = looks.into_iter().filter(|look| look.job() == job).collect();
    let pairs = looks.windows(2).filter(|pair| !is_over(pair[0]));
    let gaps: Vec<_> = pairs
        .map(|pair| Gap { places: [pair[0].seq(), pair[1].seq()], ms: pair[0].ms_until(pair[1]) })
        .collect();
    if gaps.len() < at_least {
        let what = format!("the client looked at the job {} times only", looks.len());
        return Err(Objection::NotExercised(what));
    }
    Ok(gaps)
}

/// Whether the answer says that the job is over.
fn is_over(look: &Exchange) -> bool {
    let state = look.answer_json()["state"].clone();
    ["JobComplete", "Failed", "Aborted"].iter().any(|over| state == *over)
}

/// The pause that the client was asked to make, if it can be asked.
pub(super) fn asked_pause_ms(evidence: &Evidence) -> Option<i64> {
    let can = evidence.ready.support(Feature::PollConfigurable).is_yes();
    can.then(|| i64::try_from(evidence.call().case.poll_ms).unwrap_or(i64::MAX))
}

/// Four fifths of a wait: what is shorter is no wait of that length.
pub(super) fn floor(ms: i64) -> i64 {
    ms.saturating_mul(4) / 5
}
