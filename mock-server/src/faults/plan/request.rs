//! One request whose faults are drawn: what it is counted with, and what is left to chance.

use super::super::facts::Facts;
use super::super::inject::Before;
use super::super::when::Per;
use crate::core::random::{Stream, key};
use crate::core::time::SimTime;

/// A request whose faults are drawn.
pub(super) struct Request<'a> {
    pub(super) facts: &'a Facts,
    pub(super) key: u64,
    pub(super) job: Option<u64>,
    pub(super) ordinal: u32,
    pub(super) before: Option<Before>,
    pub(super) now: SimTime,
    pub(super) seed: u64,
}

impl Request<'_> {
    pub(super) fn counted_by(&self, per: Per) -> u64 {
        match per {
            Per::Key => self.key,
            Per::Job => self.job.unwrap_or(self.key),
            Per::Client => key(0, &["client", &self.facts.client]),
            Per::Org => 0,
        }
    }

    /// What is drawn for a rule once and for all.
    pub(super) fn seed_of(&self, rule: &str) -> u64 {
        key(self.seed, &["fault", &self.facts.org, rule])
    }

    pub(super) fn chance(&self, rule: &str) -> Stream {
        let key = format!("{:016x}", self.key);
        Stream::keyed(self.seed, &["fault", &self.facts.org, rule, &key, &self.ordinal.to_string()])
    }
}
