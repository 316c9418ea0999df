//! Rules of faults for one org and for all: installed whole or not at all, looked at, taken away.

use std::sync::Arc;

use serde::Serialize;

use super::registry::Registry;
use super::{Org, OrgCell};
use crate::core::time::{SimDuration, SimTime};
use crate::faults::{Installed, Plan, Rule, RuleError, Vocabulary};
use crate::providers::{marketo, salesforce};

/// A rule in force in an org.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct InForce {
    /// The rule.
    pub rule: Arc<Rule>,
    /// Since when, on the org's time line.
    pub since: SimTime,
    /// How many requests it was about.
    pub met: u64,
    /// How often it fired.
    pub fired: u64,
    /// For how long it stays, in the org's time; until somebody removes it if absent.
    pub remaining: Option<SimDuration>,
    /// Whether it is in force in all orgs.
    pub server_wide: bool,
}

/// A rule in force in all orgs.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct ServerWide {
    /// The rule.
    pub rule: Arc<Rule>,
    /// How many requests it was about, in all orgs.
    pub met: u64,
    /// How often it fired, in all orgs.
    pub fired: u64,
    /// In how many orgs it is in force; where its time is over it is not.
    pub orgs: usize,
}

/// Why rules are not taken; none of them is in force then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotInstalled {
    /// Which one of those that were sent, from 0.
    pub place: usize,
    /// The org in which it cannot be, where it is for all.
    pub org: Option<String>,
    /// What is wrong with it.
    pub error: RuleError,
}

/// The words that rules may use.
pub(super) fn words() -> [&'static Vocabulary; 2] {
    [salesforce::faults::vocabulary(), marketo::faults::vocabulary()]
}

/// Puts rules into a plan, all or none.
fn install(plan: &mut Plan, rules: &[Arc<Rule>], now: SimTime) -> Result<(), NotInstalled> {
    for (place, rule) in rules.iter().enumerate() {
        if let Err(error) = plan.install(rule, &words(), now) {
            remove(plan, &rules[..place]);
            return Err(NotInstalled { place, org: None, error });
        }
    }
    Ok(())
}

fn remove(plan: &mut Plan, rules: &[Arc<Rule>]) {
    for rule in rules {
        plan.remove(&rule.name);
    }
}

impl Org {
    /// Puts rules in force, all or none.
    ///
    /// # Errors
    /// The first that is wrong, or has a name that another one has.
    pub fn install(&mut self, rules: &[Arc<Rule>], wall_ms: i64) -> Result<(), NotInstalled> {
        let now = self.clock.now(wall_ms);
        self.faults.expire(now);
        install(&mut self.faults, rules, now)
    }

    /// Its rules, those left out whose time is over.
    fn in_force(&mut self, wall_ms: i64) -> (SimTime, &[Installed]) {
        let now = self.clock.now(wall_ms);
        self.faults.expire(now);
        (now, self.faults.installed())
    }
}

impl Registry {
    /// The rules in force in an org.
    pub fn rules_of(&self, cell: &OrgCell, wall_ms: i64) -> Vec<InForce> {
        let all = self.rules.lock();
        let mut org = cell.lock();
        let (now, installed) = org.in_force(wall_ms);
        let told = |installed: &Installed| InForce {
            remaining: installed.rule.lasts.map(|lasts| (installed.since + lasts).since(now)),
            server_wide: all.iter().any(|rule| rule.name == installed.rule.name),
            rule: Arc::clone(&installed.rule),
            since: installed.since,
            met: installed.met,
            fired: installed.fired,
        };
        installed.iter().map(told).collect()
    }

    /// The rules in force in all orgs.
    pub fn rules_of_all(&self, wall_ms: i64) -> Vec<ServerWide> {
        let orgs = self.all();
        let all = self.rules.lock().clone();
        let none = |rule| ServerWide { rule, met: 0, fired: 0, orgs: 0 };
        let mut told: Vec<ServerWide> = all.into_iter().map(none).collect();
        for cell in &orgs {
            let mut org = cell.lock();
            for installed in org.in_force(wall_ms).1 {
                let known = told.iter_mut().find(|one| one.rule.name == installed.rule.name);
                let Some(known) = known else { continue };
                known.met += installed.met;
                known.fired += installed.fired;
                known.orgs += 1;
            }
        }
        told
    }

    /// Puts rules in force in all orgs there are and will be, all or none: no org comes, goes or is reset
    /// in between.
    ///
    /// # Errors
    /// The first that is wrong, or has a name that another one has, and the org in which it is.
    pub fn install_for_all(&self, rules: &[Arc<Rule>], wall_ms: i64) -> Result<(), NotInstalled> {
        let known = self.known.read();
        let mut all = self.rules.lock();
        let mut of_all = Plan::default();
        install(&mut of_all, &all, SimTime::default())?;
        install(&mut of_all, rules, SimTime::default())?;
        let orgs = known.all();
        for (done, cell) in orgs.iter().enumerate() {
            let Err(refused) = cell.lock().install(rules, wall_ms) else { continue };
            for cell in &orgs[..done] {
                remove(&mut cell.lock().faults, rules);
            }
            return Err(NotInstalled { org: Some(cell.name.clone()), ..refused });
        }
        all.extend(rules.iter().cloned());
        Ok(())
    }

    /// Takes rules out of force in all orgs, those of a name or all that were put in force in all;
    /// gives them.
    pub fn remove_for_all(&self, name: Option<&str>) -> Vec<Arc<Rule>> {
        let known = self.known.read();
        let mut all = self.rules.lock();
        let is_meant = |rule: &Arc<Rule>| name.is_none_or(|name| rule.name == name);
        let (removed, kept): (Vec<_>, Vec<_>) = all.drain(..).partition(is_meant);
        *all = kept;
        for cell in known.all().iter().filter(|_| !removed.is_empty()) {
            remove(&mut cell.lock().faults, &removed);
        }
        removed
    }
}
