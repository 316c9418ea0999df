//! The rules of one org and how often each was met: plain data, drawn from once for each request.
//!
//! What fires follows from the seed, the org's name, the rule's name, the key of the request and how
//! often that key was tried; counts are kept per key, job, client or org. Source: architecture,
//! section 8. Of keys and jobs the newest 100 000 are remembered; an older one begins anew.

mod request;
mod seen;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::Serialize;

use super::check::RuleError;
use super::facts::{Facts, Said};
use super::inject::{Before, Draw};
use super::key::{key_of_job, key_of_request};
use super::rule::Rule;
use super::verdict::{Fired, Verdict};
use super::vocabulary::{OperationWords, Vocabulary};
use super::when::Per;
use crate::core::random::key;
use crate::core::recent::Recent;
use crate::core::time::SimTime;
use request::Request;
use seen::Seen;

/// What is counted of requests and jobs, as many as a journal keeps: a server may run for long.
type Newest<K, V> = Recent<K, V, 100_000>;

/// The rules of one org.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    rules: Vec<Installed>,
    /// How often each key was tried.
    tried: Newest<u64, u32>,
    /// What is known of jobs that were made since there were rules.
    jobs: Newest<String, Job>,
    /// Operations that were answered, and states that jobs came to: what rules wait for.
    seen: Seen,
}

/// A rule in force.
#[derive(Clone, Debug, Serialize)]
pub struct Installed {
    /// The rule.
    pub rule: Arc<Rule>,
    /// Since when, on the org's time line.
    pub since: SimTime,
    /// How many requests it was about.
    pub met: u64,
    /// How often it fired.
    pub fired: u64,
    /// Operations that it can hit.
    #[serde(skip)]
    operations: Arc<Vec<OperationWords>>,
    /// Requests it was about, and hits, by what is counted together.
    #[serde(skip)]
    counts: Newest<u64, Count>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    met: u64,
    fired: u64,
}

#[derive(Clone, Debug)]
struct Job {
    key: u64,
    before: Option<Before>,
}

impl Plan {
    /// Whether there is no rule: then nothing need be known of a request.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The rules in force.
    pub fn installed(&self) -> &[Installed] {
        &self.rules
    }

    /// Puts a rule in force.
    ///
    /// # Errors
    /// What is wrong with it, or that there is one of its name; nothing changed then.
    pub fn install(
        &mut self,
        rule: &Rule,
        words: &[&Vocabulary],
        now: SimTime,
    ) -> Result<(), RuleError> {
        let operations = Arc::new(rule.check(words)?);
        if self.rules.iter().any(|installed| installed.rule.name == rule.name) {
            return Err(RuleError {
                rule: rule.name.clone(),
                key: "name".into(),
                problem: "there is a rule of this name already".into(),
                remedy: "remove that one first, or choose another name".into(),
            });
        }
        self.rules.push(Installed {
            rule: Arc::new(rule.clone()),
            since: now,
            met: 0,
            fired: 0,
            operations,
            counts: Newest::default(),
        });
        Ok(())
    }

    /// Takes a rule out of force; `None` if there is none of that name.
    pub fn remove(&mut self, name: &str) -> Option<Installed> {
        let place = self.rules.iter().position(|installed| installed.rule.name == name)?;
        Some(self.rules.remove(place))
    }

    /// Takes all rules out of force and forgets what was counted.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Takes rules out of force whose time is over.
    pub fn expire(&mut self, now: SimTime) {
        self.rules.retain(|installed| {
            installed.rule.lasts.is_none_or(|lasts| now < installed.since + lasts)
        });
    }

    /// What is to be done to a request. `seed` is that of the server.
    pub fn draw(&mut self, seed: u64, facts: &Facts, said: &Said, now: SimTime) -> Draws {
        self.expire(now);
        let job = facts.job.as_ref().map(|job| job.id.as_str()).or(said.job_id.as_deref());
        let job = job.and_then(|id| self.job_key(id, facts.job.is_some()));
        let job = job.or_else(|| facts.makes_job.then(|| key_of_job(facts)));
        let before = self.read(facts);
        let key_of = key_of_request(facts, said, job);
        let ordinal = self.tried.entry(key_of);
        *ordinal = ordinal.saturating_add(1);
        let ordinal = *ordinal;
        // Who asks twice for the same job gets two: each is counted and drawn for by itself.
        let made = job.filter(|_| facts.makes_job).map(|job| match ordinal {
            1 => job,
            _ => key(job, &["again", &ordinal.to_string()]),
        });
        let request = Request { facts, key: key_of, job, ordinal, before, now, seed };
        let mut verdict = Verdict::default();
        let mut rules = std::mem::take(&mut self.rules);
        for installed in &mut rules {
            if self.is_about(installed, &request) {
                self.hit(installed, &request, &mut verdict);
            }
        }
        self.rules = rules;
        Draws {
            verdict,
            key: made,
            known_as: Some(made.or(job).unwrap_or(key_of)),
            job: facts.job.as_ref().map(|job| job.id.clone()),
            awaited: self.waits(),
        }
    }

    /// Notes that a call was answered as it should.
    pub fn answered(&mut self, operation: &'static str, job: Option<&str>) {
        if self.waits() {
            self.seen.operation(operation, job);
        }
    }

    /// Notes that a request of that key made a job.
    pub fn made(&mut self, job: &str, key: Option<u64>) {
        let key = key.unwrap_or_else(|| self.known_key(job));
        self.jobs.insert(job.to_owned(), Job { key, before: None });
    }

    /// Notes that a job came to a state, or is gone.
    pub fn changed(
        &mut self,
        job: &str,
        at: SimTime,
        from: Option<&'static str>,
        to: Option<&'static str>,
    ) {
        if self.is_empty() {
            return;
        }
        let Some(to) = to else {
            // What is known of it is kept: who asks for it in vain is still known by its key.
            return;
        };
        if self.waits() {
            self.seen.state(to, job);
        }
        let key = self.known_key(job);
        let before = from.map(|state| Before { state, until: at, reads: 0 });
        self.jobs.insert(job.to_owned(), Job { key, before });
    }

    /// Counts a read of a job, whether or not a rule is about it; what the job was before.
    fn read(&mut self, facts: &Facts) -> Option<Before> {
        let job = facts.job.as_ref().and_then(|job| self.jobs.get_mut(&job.id))?;
        let before = job.before.as_mut()?;
        before.reads += u64::from(facts.reads_job);
        Some(*before)
    }

    /// The key of a job; one that was made before there were rules is known by its id alone. `None`
    /// for an id of no job, unless it was one's.
    fn job_key(&self, id: &str, is_there: bool) -> Option<u64> {
        (is_there || self.jobs.get(id).is_some()).then(|| self.known_key(id))
    }

    /// The key of a job that was made since there were rules.
    pub fn key_of(&self, job: &str) -> Option<u64> {
        self.jobs.get(job).map(|job| job.key)
    }

    fn known_key(&self, id: &str) -> u64 {
        self.jobs.get(id).map_or_else(|| key(0, &["job", id]), |job| job.key)
    }

    fn waits(&self) -> bool {
        self.rules.iter().any(|installed| installed.rule.when.after.is_some())
    }

    fn is_about(&self, installed: &Installed, request: &Request<'_>) -> bool {
        let Request { facts, now, ordinal, .. } = request;
        let when = &installed.rule.when;
        let age = now.since(installed.since);
        installed.operations.iter().any(|one| one.name == facts.operation)
            && installed.rule.on.matches(facts)
            && when.from.is_none_or(|from| age >= from)
            && when.until.is_none_or(|until| age < until)
            && (!when.only_on_retry || *ordinal > 1)
            && when.after.as_ref().is_none_or(|after| self.seen.holds(after, facts))
    }

    /// Counts a request against a rule that is about it, and lets the rule fire if it is to.
    fn hit(&mut self, installed: &mut Installed, request: &Request<'_>, to: &mut Verdict) {
        let Request { facts, ordinal, .. } = request;
        let rule = Arc::clone(&installed.rule);
        let per = rule.when.per.unwrap_or(match request.job {
            Some(_) if !facts.makes_job => Per::Job,
            _ => Per::Client,
        });
        let count = installed.counts.entry(request.counted_by(per));
        count.met += 1;
        installed.met += 1;
        let mut chance = request.chance(&rule.name);
        let budget = rule.when.budget;
        if !rule.when.counts(count.met, chance.next_u64())
            || budget.is_some_and(|budget| count.fired >= budget)
        {
            return;
        }
        let Some(words) = installed.operations.iter().find(|one| one.name == facts.operation)
        else {
            return;
        };
        let Request { before, now, .. } = *request;
        let mut draw =
            Draw { facts, words, now, before, chance, seed: request.seed_of(&rule.name) };
        if !rule.inject.kind().fire(&mut draw, to) {
            return;
        }
        let name: Arc<str> = rule.name.as_str().into();
        self.seen.fault(&name);
        count.fired += 1;
        installed.fired += 1;
        to.fired.push(Fired {
            rule: name,
            kind: rule.inject.name(),
            ordinal: *ordinal,
            order_dependent: per == Per::Org,
        });
    }
}

/// What was drawn for a request.
#[derive(Clone, Debug, Default)]
pub struct Draws {
    /// What is to be done.
    pub verdict: Verdict,
    /// The key of the job that it makes, if it makes one.
    pub key: Option<u64>,
    /// The key of the job that it makes or is about, else its own; `None` if nothing was drawn.
    pub known_as: Option<u64>,
    /// The id of the job that it is about, if it is about one.
    pub job: Option<String>,
    /// Whether some rule waits for calls that are answered.
    pub awaited: bool,
}
