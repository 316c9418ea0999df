//! Faults as a test writes them: step by step, with a handle that knows how often each fired.

use std::sync::Arc;

use serde_json::Value;

use super::expectation::{About, counted};
use super::{OrgHandle, Times};
use crate::core::time::SimDuration;
use crate::faults::wire::Status;
use crate::faults::{After, Inject, Many, On, Per, Rule, Share, When};

/// A fault that is being described; [`FaultBuilder::inject`] puts it in force. Each method is called
/// as the key of a rule in a scenario file that it sets.
#[must_use = "a fault is in force once `inject` was called"]
pub struct FaultBuilder {
    org: OrgHandle,
    name: String,
    why: Option<String>,
    on: On,
    when: When,
    lasts: Option<SimDuration>,
    times: Times,
}

impl FaultBuilder {
    pub(super) fn new(org: OrgHandle, name: &str) -> Self {
        Self {
            org,
            name: name.to_owned(),
            why: None,
            on: On::default(),
            when: When::default(),
            lasts: None,
            times: Times::from(1..),
        }
    }

    /// Why somebody wants it, in words.
    pub fn why(mut self, why: &str) -> Self {
        self.why = Some(why.to_owned());
        self
    }

    /// Only this operation, such as `salesforce.ingest.create`; `*` stands for any characters. Said
    /// again, that one as well.
    pub fn on(mut self, operation: &str) -> Self {
        add(&mut self.on.operation, operation);
        self
    }

    /// Only this method; said again, that one as well.
    pub fn method(mut self, method: &str) -> Self {
        add(&mut self.on.method, method);
        self
    }

    /// Only this path, without its query; `*` stands for any characters.
    pub fn path(mut self, path: &str) -> Self {
        self.on.path = Some(path.to_owned());
        self
    }

    /// Only requests whose header says this; `*` stands for any characters.
    pub fn header(mut self, name: &str, says: &str) -> Self {
        self.on.header.insert(name.to_owned(), says.to_owned());
        self
    }

    /// Only requests whose body says this at a JSON pointer, such as `/operation`.
    pub fn body(mut self, pointer: &str, says: impl Into<Value>) -> Self {
        self.on.body.insert(pointer.to_owned(), says.into());
        self
    }

    /// Only jobs about this object, such as `Contact` or `leads`; said again, that one as well.
    pub fn object(mut self, object: &str) -> Self {
        add(&mut self.on.object, object);
        self
    }

    /// Only this job.
    pub fn job(mut self, id: &str) -> Self {
        self.on.job = Some(id.to_owned());
        self
    }

    /// Only jobs in this state; said again, that one as well.
    pub fn state(mut self, state: &str) -> Self {
        add(&mut self.on.state, state);
        self
    }

    /// Only this user or client; said again, that one as well.
    pub fn client(mut self, client: &str) -> Self {
        add(&mut self.on.client, client);
        self
    }

    /// Only the nth of the requests that it is about, counted from 1; said again, that one as well.
    pub fn nth(mut self, nth: u64) -> Self {
        add(&mut self.when.nth, nth);
        self
    }

    /// Every nth.
    pub fn every(mut self, every: u64) -> Self {
        self.when.every = Some(every);
        self
    }

    /// The first so many.
    pub fn first(mut self, first: u64) -> Self {
        self.when.first = Some(first);
        self
    }

    /// So many of them, from 0.0 to 1.0, drawn from the seed.
    ///
    /// # Panics
    /// It is below 0 or above 1.
    #[track_caller]
    pub fn probability(mut self, share: f64) -> Self {
        let part = Share::of(share);
        assert!(part.is_some(), "{share} is no probability; write a number from 0.0 to 1.0");
        self.when.probability = part;
        self
    }

    /// So often at most.
    pub fn budget(mut self, budget: u64) -> Self {
        self.when.budget = Some(budget);
        self
    }

    /// What is counted together.
    pub fn per(mut self, per: Per) -> Self {
        self.when.per = Some(per);
        self
    }

    /// Only when the same was asked before.
    pub fn only_on_retry(mut self) -> Self {
        self.when.only_on_retry = true;
        self
    }

    /// Only after something happened.
    pub fn after(mut self, after: After) -> Self {
        self.when.after = Some(after);
        self
    }

    /// Only from then on, in the org's time from now.
    pub fn from(mut self, from: impl Into<SimDuration>) -> Self {
        self.when.from = Some(from.into());
        self
    }

    /// Only until then, in the org's time from now.
    pub fn until(mut self, until: impl Into<SimDuration>) -> Self {
        self.when.until = Some(until.into());
        self
    }

    /// After so much of the org's time it is removed by itself.
    pub fn lasts(mut self, lasts: impl Into<SimDuration>) -> Self {
        self.lasts = Some(lasts.into());
        self
    }

    /// How often it must have fired when the server is dropped or verified: `2`, `1..`, `1..=2`.
    /// At least once unless said, since a test whose fault never fires shows nothing; `0..` for a
    /// fault that may or may not.
    pub fn expect(mut self, times: impl Into<Times>) -> Self {
        self.times = times.into();
        self
    }

    /// The rule as data, with what happens when it fires; not in force.
    pub fn rule(self, kind: impl Into<Inject>) -> Rule {
        let Self { name, why, on, when, lasts, .. } = self;
        Rule { name, why, on, when, inject: kind.into(), lasts }
    }

    /// Says what happens when it fires, and puts it in force. Any kind of fault goes: those of
    /// [`faults::wire`](crate::faults::wire) and of [`faults::fate`](crate::faults::fate).
    ///
    /// # Panics
    /// The rule is wrong, or the org has one of that name: with the key, and what to write instead.
    #[track_caller]
    pub fn inject(self, kind: impl Into<Inject>) -> Fault {
        let (org, times) = (self.org.clone(), self.times);
        match org.install(&self.rule(kind)) {
            Ok(fault) => fault.expect(times),
            Err(wrong) => panic!("{wrong}"),
        }
    }
}

fn add<T: Clone>(list: &mut Option<Many<T>>, value: impl Into<T>) {
    let value = value.into();
    *list = Some(match list.take() {
        None => Many::One(value),
        Some(known) => Many::Any(known.iter().cloned().chain([value]).collect()),
    });
}

/// A fault that was put in force. Dropping this leaves it there.
#[derive(Clone, Debug)]
pub struct Fault {
    org: OrgHandle,
    rule: Arc<Rule>,
}

impl Fault {
    pub(super) fn of(org: OrgHandle, rule: &Rule) -> Self {
        Self { org, rule: Arc::new(rule.clone()) }
    }

    /// Its rule.
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// How often it fired so far.
    pub fn fired(&self) -> u64 {
        counted(&self.org.cell, &self.rule.name).1
    }

    /// How often it must have fired when the server is dropped or verified, instead of what was said
    /// before: `2`, `1..`, `1..=2`.
    pub fn expect(self, times: impl Into<Times>) -> Self {
        self.org.expect(About::Fault(Arc::clone(&self.rule)), times.into());
        self
    }

    /// Takes it out of force. What is expected of it stays expected.
    pub fn remove(&self) {
        self.org.with(|org| org.faults.remove(&self.rule.name));
    }
}

/// How a call fails: a status with the provider's usual error, or one of its error codes with its
/// usual status.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
    /// This status.
    Status(u16),
    /// This code, such as `REQUEST_LIMIT_EXCEEDED` or `606`.
    Code(String),
}

impl From<u16> for Failure {
    fn from(status: u16) -> Self {
        Self::Status(status)
    }
}

impl From<&str> for Failure {
    fn from(code: &str) -> Self {
        Self::Code(code.to_owned())
    }
}

impl OrgHandle {
    /// Lets the next call of an operation fail; said again, the one after it as well.
    #[track_caller]
    pub(super) fn fail_next(&self, operation: &str, failure: Failure) -> Fault {
        let kind = match failure {
            Failure::Status(status) => Status::of(status),
            // A code that nobody knows is refused with the rule, which names the nearest one.
            Failure::Code(code) => Status::of_code(code),
        };
        let title = format!("fail next {operation}");
        let (waiting, made) = self.with(|org| {
            let mine = org.faults.installed().iter();
            let mine = mine.filter(|known| known.rule.name.starts_with(&title));
            let waiting = mine.clone().filter(|known| known.fired == 0).count() as u64;
            (waiting, mine.count())
        });
        let name = if made == 0 { title } else { format!("{title}, {}", made + 1) };
        self.fault(&name).on(operation).nth(waiting + 1).per(Per::Org).expect(1).inject(kind)
    }
}
