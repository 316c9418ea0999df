//! One verdict on a requirement, made of those on its cases.

use std::collections::BTreeMap;

use super::plan;
use super::trial::Trial;
use crate::judge::{Status, Verdict};
use crate::protocol::Ready;
use crate::report::{Check, Failure, Standing};
use crate::requirements::Requirement;

/// So many failing cases of a requirement are shown.
const FAILURES_MAX: usize = 3;

/// Which status speaks for the whole, the first that any case has.
const PRECEDENCE: [Status; 10] = [
    Status::Fail,
    Status::Flaky,
    Status::AdapterError,
    Status::KitError,
    Status::Pass,
    Status::NotExercised,
    Status::NotObserved,
    Status::NotLookedAt,
    Status::Declined,
    Status::NotApplicable,
];

/// What is known so far of the cases of a requirement.
#[derive(Default)]
pub(super) struct Sum {
    cases: BTreeMap<Status, u32>,
    took_ms: u64,
    /// Why, with the number of the case; the first case speaks, whichever ended first.
    whys: BTreeMap<Status, (usize, String)>,
    failures: Vec<(usize, Failure)>,
}

impl Sum {
    /// Adds a case that is not played.
    pub(super) fn left(&mut self, verdict: Verdict) {
        *self.cases.entry(verdict.status).or_default() += 1;
        self.why(verdict.status, 0, verdict.why.unwrap_or_default());
    }

    /// Adds a case that was played.
    pub(super) fn add(&mut self, trial: &Trial) {
        let verdict = &trial.verdict;
        self.took_ms += trial.took_ms;
        *self.cases.entry(verdict.status).or_default() += 1;
        if let Some(why) = &verdict.why {
            self.why(verdict.status, trial.number, format!("{}: {why}", trial.name));
        }
        if let Some(finding) = &verdict.finding {
            let case = trial.name.clone();
            let failure = Failure { case, finding: finding.clone(), again: trial.again.clone() };
            self.failures.push((trial.number, failure));
        }
    }

    /// Adds what was seen in a case of another requirement.
    pub(super) fn passive(&mut self, number: usize, status: Status, failure: Failure) {
        *self.cases.entry(status).or_default() += 1;
        self.failures.push((number, failure));
    }

    fn why(&mut self, status: Status, number: usize, why: String) {
        let known = self.whys.get(&status);
        if known.is_none_or(|(known, _)| number < *known) {
            self.whys.insert(status, (number, why));
        }
    }

    /// The whole, before it is held against a baseline.
    pub(super) fn check(mut self, requirement: &Requirement, ready: &Ready) -> Check {
        let status = PRECEDENCE.into_iter().find(|status| self.cases.contains_key(status));
        let status = status.unwrap_or(Status::NotExercised);
        // Cases end in any order; what is shown does not depend on it.
        self.failures.sort_by_key(|(number, _)| *number);
        self.failures.truncate(FAILURES_MAX);
        let why = match self.cases.is_empty() {
            true => Some("it has no cases".to_owned()),
            false => self.whys.remove(&status).map(|(_, why)| why),
        };
        Check {
            requirement: requirement.id.to_owned(),
            text: requirement.text.to_owned(),
            level: plan::level(requirement, ready),
            grade: requirement.grade,
            source: requirement.source.to_owned(),
            core: requirement.is_core(),
            status,
            standing: Standing::Fine,
            why,
            issue: None,
            cases: self.cases,
            took_ms: self.took_ms,
            failures: self.failures.into_iter().map(|(_, failure)| failure).collect(),
        }
    }
}
