//! An org as its origin describes it: how it comes into being, and what a reset makes again.

use std::collections::HashMap;

use super::beginning::Origin;
use super::registry::Registry;
use super::{ClockMode, DeclareError, Org, OrgClock};
use crate::core::journal::Journal;
use crate::core::time::SimTime;
use crate::faults::Plan;
use crate::providers::{marketo, salesforce};

impl Registry {
    /// An org as its origin describes it, before any data was loaded and any client came.
    ///
    /// # Errors
    /// What is wrong with the declaration.
    pub(super) fn fresh(
        &self,
        name: &str,
        origin: &Origin,
        clock: OrgClock,
        wall_ms: i64,
    ) -> Result<Org, DeclareError> {
        let now = clock.now(wall_ms);
        let (seed, standing) = (self.config().seed, self.standing());
        let (salesforce, marketo) = match origin {
            Origin::Declared(declared) => {
                let template = standing.salesforce.with(declared.settings.as_ref());
                let template = template.map_err(DeclareError::Wrong)?;
                let instance = standing.marketo.with(declared.marketo.settings.as_ref());
                let instance =
                    instance.map_err(|error| DeclareError::Wrong(format!("marketo: {error}")))?;
                let mut salesforce = salesforce::Side::fresh(seed, name, &template, now);
                let token = declared.access_token.as_deref();
                salesforce
                    .declare(&declared.users, &declared.clients, token, now)
                    .map_err(DeclareError::Wrong)?;
                let mut marketo = marketo::Side::fresh(seed, name, &instance);
                marketo.declare(&declared.marketo);
                (salesforce, marketo)
            }
            Origin::FirstUse { token } => {
                let mut salesforce = salesforce::Side::fresh(seed, name, &standing.salesforce, now);
                let mut marketo = marketo::Side::fresh(seed, name, &standing.marketo);
                salesforce.open_for_first_use();
                marketo.auth.open_to_first_use();
                if let Some(token) = token {
                    salesforce.take_token(token);
                    marketo.take_token(token);
                }
                (salesforce, marketo)
            }
        };
        Ok(Org {
            name: name.to_owned(),
            salesforce,
            marketo,
            clock,
            faults: self.plan_of_all(now),
            journal: Journal::new(self.config().journal),
            jumping: false,
            auto_stops: standing.auto_stops,
            looks: HashMap::new(),
        })
    }

    /// The clock of an org that comes into being.
    pub(super) fn first_clock(&self, own: Option<ClockMode>, wall_ms: i64) -> OrgClock {
        let standing = self.standing();
        OrgClock::start(own.unwrap_or(standing.clock), standing.epoch, wall_ms)
    }

    /// The rules that every org has, in force since `now`.
    fn plan_of_all(&self, now: SimTime) -> Plan {
        let mut plan = Plan::default();
        for rule in self.rules.lock().iter() {
            // They were checked when they came.
            let _ = plan.install(rule, &super::rules::words(), now);
        }
        plan
    }
}
