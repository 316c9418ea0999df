//! Whether calls came as somebody expected: how many of which, and in which order; and what came
//! nearest where they did not.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entry::{Entry, Exchange};
use super::query::{EntryKind, Filter, Unmet};
use super::snapshot::Snapshot;

/// Near misses that are told.
const NEAREST: usize = 3;

/// Places that are told.
const PLACES_MAX: usize = 100;

/// What somebody expects of a journal.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Expectations {
    /// How many of which entries.
    pub expect: Vec<Expectation>,
    /// Entries that come in this order; others may come in between.
    pub order: Vec<Filter>,
}

/// How many of which entries somebody expects. At least one, unless something else is said.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Expectation {
    /// What the answer calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The entries; calls, unless `entry` says `transition`.
    pub of: Filter,
    /// So many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exactly: Option<u64>,
    /// So many or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u64>,
    /// So many or fewer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u64>,
}

/// What came of expectations.
#[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
pub struct Verified {
    /// Whether all hold.
    pub passed: bool,
    /// What came of each, in their order.
    pub expect: Vec<Counted>,
    /// What came of the order, if one was expected.
    pub order: Option<Ordered>,
}

/// What came of an expectation.
#[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
pub struct Counted {
    /// What it was called.
    pub name: Option<String>,
    /// Whether it holds.
    pub passed: bool,
    /// How many were wanted.
    pub wanted: String,
    /// How many there were.
    pub seen: u64,
    /// The places of those, the first hundred.
    pub at: Vec<u64>,
    /// What came nearest, where there were too few.
    pub nearest: Vec<NearMiss>,
}

/// What came of an expected order.
#[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
pub struct Ordered {
    /// Whether it was kept.
    pub passed: bool,
    /// The places of the entries that were found in order.
    pub at: Vec<u64>,
    /// Which step was not found behind the one before it, counted from 0.
    pub missing: Option<usize>,
    /// Where that step was found, too early.
    pub too_early: Vec<u64>,
    /// What came nearest to it.
    pub nearest: Vec<NearMiss>,
}

/// An entry that was nearly meant.
#[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
pub struct NearMiss {
    /// Its place.
    pub seq: u64,
    /// What it is, in short.
    pub entry: String,
    /// The conditions that it does not meet.
    pub unmet: Vec<Unmet>,
}

impl Expectation {
    fn bounds(&self) -> (u64, u64) {
        let least = if self.at_most.is_some() { 0 } else { 1 };
        match self.exactly {
            Some(count) => (count, count),
            None => (self.at_least.unwrap_or(least), self.at_most.unwrap_or(u64::MAX)),
        }
    }

    fn words(&self) -> String {
        match (self.bounds(), self.exactly) {
            (_, Some(count)) => format!("exactly {count}"),
            ((least, u64::MAX), None) => format!("at least {least}"),
            ((0, most), None) => format!("at most {most}"),
            ((least, most), None) => format!("{least} to {most}"),
        }
    }
}

/// Looks whether expectations hold in a journal.
pub fn verify(journal: &Snapshot, wanted: &Expectations) -> Verified {
    let expect: Vec<Counted> = wanted.expect.iter().map(|one| count(journal, one)).collect();
    let order = (!wanted.order.is_empty()).then(|| order(journal, &wanted.order));
    let kept = order.as_ref().is_none_or(|order| order.passed);
    Verified { passed: kept && expect.iter().all(|one| one.passed), expect, order }
}

/// A filter that means calls, unless it says otherwise.
fn of_calls(filter: &Filter) -> Filter {
    Filter { entry: filter.entry.or(Some(EntryKind::Exchange)), ..filter.clone() }
}

fn count(journal: &Snapshot, wanted: &Expectation) -> Counted {
    let filter = of_calls(&wanted.of);
    let met: Vec<u64> = journal.entries().filter(|entry| filter.takes(entry)).map(seq).collect();
    let (least, most) = wanted.bounds();
    let seen = met.len() as u64;
    let nearest = if seen < least { nearest(journal, &filter, 0) } else { Vec::new() };
    Counted {
        name: wanted.name.clone(),
        passed: (least..=most).contains(&seen),
        wanted: wanted.words(),
        seen,
        at: met.into_iter().take(PLACES_MAX).collect(),
        nearest,
    }
}

fn order(journal: &Snapshot, steps: &[Filter]) -> Ordered {
    let mut at: Vec<u64> = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        let step = of_calls(step);
        let behind = at.last().copied().unwrap_or(0);
        let mut met = journal.entries().filter(|entry| step.takes(entry)).map(seq);
        if let Some(seq) = met.by_ref().find(|seq| *seq > behind) {
            at.push(seq);
            continue;
        }
        let too_early = journal.entries().filter(|entry| step.takes(entry)).map(seq);
        let too_early = too_early.take(PLACES_MAX).collect();
        let nearest = nearest(journal, &step, behind);
        return Ordered { passed: false, at, missing: Some(place), too_early, nearest };
    }
    Ordered { passed: true, at, missing: None, too_early: Vec::new(), nearest: Vec::new() }
}

/// The entries behind a place that miss the fewest conditions, and not all of them.
fn nearest(journal: &Snapshot, filter: &Filter, behind: u64) -> Vec<NearMiss> {
    let names = journal.names();
    let mut near: Vec<(usize, &Entry)> = journal
        .entries()
        .filter(|entry| seq(entry) > behind)
        .map(|entry| (filter.unmet(entry).len(), entry))
        // That an entry is a call is no likeness.
        .filter(|(unmet, _)| *unmet > 0 && unmet + 1 < filter.conditions())
        .collect();
    near.sort_by_key(|(unmet, _)| *unmet);
    let told = near.into_iter().take(NEAREST).map(|(_, entry)| {
        let mut unmet = filter.unmet(entry);
        for one in &mut unmet {
            one.was = names.in_text(&one.was);
        }
        NearMiss { seq: seq(entry), entry: names.in_text(&in_short(entry)), unmet }
    });
    told.collect()
}

fn seq(entry: &Entry) -> u64 {
    entry.place().seq
}

/// An entry on one line: `PUT /jobs/… 201` or `750… Open to Aborted`.
pub fn in_short(entry: &Entry) -> String {
    match entry {
        Entry::Exchange(exchange) => {
            let Exchange { method, target, status, .. } = &**exchange;
            let status = status.map_or("without an answer".into(), |status| status.to_string());
            format!("{method} {target} {status}")
        }
        Entry::Transition(transition) => {
            let from = transition.from.unwrap_or("nothing");
            format!("{} {from} to {}", transition.subject, transition.to.unwrap_or("nothing"))
        }
    }
}
