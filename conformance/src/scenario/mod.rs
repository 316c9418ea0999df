//! What one case is, as plain data: the org before it, what goes wrong, and what the client is asked.
//!
//! Knows the words of the fake's admin surface and of the adapter protocol; runs nothing and judges
//! nothing. Requirements make scenarios, `runner` plays them.

mod call;
mod given;
mod rule;
mod seed;
mod world;

pub use call::{Call, CancelWhen};
pub use given::{CsvFile, Given};
pub use rule::Rule;
pub use seed::Seed;
pub use world::World;

use std::collections::BTreeSet;

/// One case: everything that decides what a client meets.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Which of its requirement's cases it is, such as `503 while polling`; an axis, never part of an
    /// id.
    pub name: String,
    /// How the fake's open questions are answered. A case sets what it touches, and relies on no
    /// default.
    pub world: World,
    /// How many orgs there are, all alike; one as a rule.
    pub orgs: usize,
    /// What each org holds before the client comes.
    pub seeds: Vec<Seed>,
    /// What goes wrong, in each org.
    pub rules: Vec<Rule>,
    /// What the client is asked to do.
    pub calls: Vec<Call>,
    /// How these follow each other.
    pub order: Order,
    /// Whether it needs a client's own long pauses: it runs with `--slow` only.
    pub slow: bool,
    /// Whether it takes much time, memory or disk: it runs in the profile `nightly` only.
    pub heavy: bool,
    /// Named classes of cells, tables and files that it holds, for the counts of coverage.
    pub covers: BTreeSet<&'static str>,
}

/// How the calls of a case follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// One when the one before is over.
    OneByOne,
    /// All at once.
    Together,
}

impl Scenario {
    /// A case of one call in one org where nothing goes wrong.
    pub fn new(name: impl Into<String>, call: Call) -> Self {
        Self {
            name: name.into(),
            world: World::default(),
            orgs: 1,
            seeds: Vec::new(),
            rules: Vec::new(),
            calls: vec![call],
            order: Order::OneByOne,
            slow: false,
            heavy: false,
            covers: BTreeSet::new(),
        }
    }

    /// With this setting of the Salesforce side.
    #[must_use]
    pub fn salesforce(mut self, setting: &str, value: impl Into<serde_json::Value>) -> Self {
        self.world.salesforce.insert(setting.to_owned(), value.into());
        self
    }

    /// With this setting of the Marketo side.
    #[must_use]
    pub fn marketo(mut self, setting: &str, value: impl Into<serde_json::Value>) -> Self {
        self.world.marketo.insert(setting.to_owned(), value.into());
        self
    }

    /// With this in the org before.
    #[must_use]
    pub fn seed(mut self, seed: Seed) -> Self {
        self.seeds.push(seed);
        self
    }

    /// With this going wrong.
    #[must_use]
    pub fn rule(mut self, rule: Rule) -> Self {
        self.rules.push(rule);
        self
    }

    /// With another call, after the others or beside them.
    #[must_use]
    pub fn call(mut self, call: Call) -> Self {
        self.calls.push(call);
        self
    }

    /// With all calls at once.
    #[must_use]
    pub fn together(mut self) -> Self {
        self.order = Order::Together;
        self
    }

    /// Whether calls of it share a client.
    pub fn shares_a_session(&self) -> bool {
        self.calls.iter().any(|call| call.session.is_some())
    }

    /// In so many orgs.
    #[must_use]
    pub fn orgs(mut self, orgs: usize) -> Self {
        self.orgs = orgs;
        self
    }

    /// Only with `--slow`.
    #[must_use]
    pub fn slow(mut self) -> Self {
        self.slow = true;
        self
    }

    /// Only in the profile `nightly`.
    #[must_use]
    pub fn heavy(mut self) -> Self {
        self.heavy = true;
        self
    }

    /// Counted as one that covers these classes.
    #[must_use]
    pub fn covering(mut self, classes: impl IntoIterator<Item = &'static str>) -> Self {
        self.covers.extend(classes);
        self
    }
}
