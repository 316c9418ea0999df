//! What an org goes back to: who declared it, and the data that was loaded into it since.
//!
//! An org that nobody loaded data into is made again from its declaration, so that it costs nothing to
//! keep; data is kept as a copy that shares its records with the org.

use std::sync::Arc;

use super::registry::Registry;
use super::{Declaration, Org, OrgCell, OrgClock};
use crate::core::journal::Journal;
use crate::core::time::SimTime;
use crate::providers::marketo::records::Records;
use crate::providers::salesforce::tables::Tables;

/// How an org came into being.
#[derive(Clone)]
pub(super) enum Origin {
    /// Somebody declared it.
    Declared(Arc<Declaration>),
    /// A client came under a name that nobody had, or with a token that stands for one.
    FirstUse {
        /// The token.
        token: Option<String>,
    },
}

/// What a reset goes back to.
pub(super) struct Beginning {
    origin: Origin,
    clock: OrgClock,
    data: Option<Arc<Data>>,
}

/// The records of both sides.
struct Data {
    salesforce: Tables,
    marketo: Records,
}

/// What becomes of those who are logged in when an org is reset.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sessions {
    /// Tokens stay good, and secrets that were kept on first use stay known.
    #[default]
    Keep,
    /// All is as before the first of them.
    Drop,
}

impl Beginning {
    pub(super) fn new(origin: Origin, clock: OrgClock) -> Self {
        Self { origin, clock, data: None }
    }

    /// The clock as it was at first: a manual one shows the same time, any other follows real time.
    fn clock(&self, wall_ms: i64) -> OrgClock {
        OrgClock::start(self.clock.mode(), Some(self.clock.now(wall_ms)), wall_ms)
    }
}

impl Data {
    fn of(org: &Org) -> Self {
        let salesforce = org.salesforce.world.tables.clone();
        Self { salesforce, marketo: org.marketo.world.records.clone() }
    }
}

impl Registry {
    /// The org as it was after it was declared and loaded.
    fn at_first(&self, cell: &OrgCell, beginning: &Beginning, wall_ms: i64) -> Option<Org> {
        let clock = beginning.clock(wall_ms);
        // It could be made once from this declaration, so it can again.
        let mut org = self.fresh(&cell.name, &beginning.origin, clock, wall_ms).ok()?;
        if let Some(data) = &beginning.data {
            org.salesforce.world.tables = data.salesforce.clone();
            org.marketo.world.records = data.marketo.clone();
        }
        Some(org)
    }

    /// Takes an org back to what it was after it was declared and loaded: rows, jobs, journal, what was
    /// used of limits, settings, clock; of its rules of faults those stay that all orgs have, and count
    /// anew. Nobody may be moving its clock.
    pub fn reset(&self, cell: &OrgCell, sessions: Sessions, wall_ms: i64) {
        // Whoever changes all orgs does so before it or after it: nothing of that is lost.
        let known = self.known.write();
        let first = self.at_first(cell, &cell.beginning.lock(), wall_ms);
        let Some(mut first) = first else { return };
        let mut org = cell.lock();
        first.journal = Journal::after(&org.journal);
        if sessions == Sessions::Keep {
            std::mem::swap(&mut first.salesforce.auth, &mut org.salesforce.auth);
            std::mem::swap(&mut first.marketo.auth, &mut org.marketo.auth);
        }
        let before = std::mem::replace(&mut *org, first);
        // What there was may be much; nobody need wait until it is gone.
        drop(org);
        drop(known);
        drop(before);
    }

    /// Loads data into an org, so that it belongs to what a reset goes back to: into the org as it is,
    /// and, where clients changed it already, into the org as it was at first.
    ///
    /// # Errors
    /// Why the data does not come into one of them; nothing of it is in either then.
    pub fn load<T, E>(
        &self,
        cell: &OrgCell,
        wall_ms: i64,
        load: impl Fn(&mut Org, SimTime) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut beginning = cell.beginning.lock();
        let untouched = cell.lock().journal.is_untouched();
        let first = if untouched { None } else { self.at_first(cell, &beginning, wall_ms) };
        let first = match first {
            Some(mut first) => {
                let now = first.clock.now(wall_ms);
                load(&mut first, now)?;
                Some(Data::of(&first))
            }
            None => None,
        };
        let mut org = cell.lock();
        let now = org.clock.now(wall_ms);
        let loaded = load(&mut org, now)?;
        beginning.data = Some(Arc::new(first.unwrap_or_else(|| Data::of(&org))));
        Ok(loaded)
    }
}
