//! What orgs to come are like: as the server was told at its start, until a scenario says otherwise.

use std::sync::Arc;

use parking_lot::RwLockReadGuard;

use super::registry::Registry;
use super::{AutoStops, ClockMode, Config, OrgCell};
use crate::core::time::SimTime;
use crate::providers::{marketo, salesforce};

/// What orgs to come are like, where their declaration says nothing else.
#[derive(Clone)]
pub struct Standing {
    /// How time flows.
    pub clock: ClockMode,
    /// Which changes looks leap to under auto clocks.
    pub auto_stops: AutoStops,
    /// Where manual clocks start; real time if absent.
    pub epoch: Option<SimTime>,
    /// The Salesforce side.
    pub salesforce: salesforce::Template,
    /// The Marketo side.
    pub marketo: marketo::Template,
}

impl Standing {
    pub(super) fn of(config: &Config) -> Self {
        Self {
            clock: config.clock,
            auto_stops: config.auto_stops,
            epoch: config.epoch,
            salesforce: config.salesforce.clone(),
            marketo: config.marketo.clone(),
        }
    }
}

impl Registry {
    /// What orgs to come are like now.
    pub fn standing(&self) -> RwLockReadGuard<'_, Standing> {
        self.standing.read()
    }

    /// Changes what orgs to come are like and, in the same step, those that there are: none comes, goes
    /// or is reset in between.
    pub fn change_all<T>(&self, change: impl FnOnce(&mut Standing, &[Arc<OrgCell>]) -> T) -> T {
        let known = self.known.read();
        change(&mut self.standing.write(), &known.all())
    }
}
