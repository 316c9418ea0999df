//! One isolated world per org: both providers' state, its clock and its journal, as plain data.
//!
//! Knows no HTTP and no waiting. `registry` finds an org by the credentials that a request
//! carries; `known`, `credential` and `fresh` are its index, what it is asked, and what it makes.

mod beginning;
mod clock;
mod credential;
mod declaration;
mod faults;
mod fresh;
mod generated;
mod known;
mod registry;
mod rules;
mod standing;
mod timeline;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use parking_lot::{Mutex, MutexGuard};

pub use beginning::Sessions;
pub use clock::{AutoStops, ClockMode, OrgClock};
pub use credential::{Credential, Unresolved};
pub use declaration::Declaration;
pub use generated::GenerateError;
pub use registry::{Config, DeclareError, Registry};
pub use rules::{InForce, NotInstalled, ServerWide};
pub use standing::Standing;
pub use timeline::{JobLook, JobRef, Task, Worked};

use beginning::Beginning;

use crate::core::journal::canonical::Shared;
use crate::core::journal::{Journal, Stamp};
use crate::core::time::SimTime;
use crate::faults::Plan;
use crate::providers::{marketo, salesforce};

/// The time of a call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// The org's time.
    pub now: SimTime,
    /// The time that tokens and assertions live by: the org's under a manual clock, else real time,
    /// so that an org whose time runs ahead does not lock its clients out.
    pub felt: SimTime,
}

/// One org.
#[derive(Clone)]
pub struct Org {
    /// Its name.
    pub name: String,
    /// Its clock.
    pub clock: OrgClock,
    /// Everything that Salesforce knows of it.
    pub salesforce: salesforce::Side,
    /// Everything that Marketo knows of it.
    pub marketo: marketo::Side,
    /// What is to go wrong in it.
    pub faults: Plan,
    /// What happened in it.
    pub journal: Journal,
    /// Whether its clock is being moved; nobody may look meanwhile.
    pub jumping: bool,
    /// Which changes a look leaps to under an auto clock.
    pub auto_stops: AutoStops,
    /// What clients saw of jobs when they last looked; kept under an auto clock only.
    pub looks: HashMap<JobRef, JobLook>,
}

impl Org {
    /// The time of a call that comes at that real time.
    pub fn moment(&self, wall_ms: i64) -> Moment {
        let now = self.clock.now(wall_ms);
        let felt = match self.clock.mode() {
            ClockMode::Manual => now,
            ClockMode::Wall | ClockMode::Scaled(_) | ClockMode::Auto => {
                SimTime::from_millis(wall_ms)
            }
        };
        Moment { now, felt }
    }

    /// The org's time and real time, for the journal.
    pub fn stamp(&self, wall_ms: i64) -> Stamp {
        Stamp { at: self.clock.now(wall_ms), wall_ms }
    }

    /// Notes that a client is shown a job; under an auto clock, what it sees if it saw the same
    /// before.
    pub fn shows_again(&mut self, job: JobRef, now: SimTime) -> Option<JobLook> {
        if self.clock.mode() != ClockMode::Auto {
            return None;
        }
        let Some(look) = self.look(job, now) else {
            self.looks.remove(&job);
            return None;
        };
        self.looks.insert(job, look).filter(|before| *before == look)
    }

    /// The journal in a form that does not depend on which of several clients came first.
    pub fn canonical_journal(&self) -> String {
        let is_id = |word: &str| {
            salesforce::id::looks_like_id(word) || marketo::envelope::is_request_id(word)
        };
        let shared = Shared { is_id: &is_id, headers: &salesforce::discovery::SHARED_HEADERS };
        self.journal.snapshot().canonical(&shared)
    }

    /// Writes the changes of state since the last call into the journal.
    pub fn journal_transitions(&mut self, wall_ms: i64) {
        let mut changes = self.salesforce.world.take_transitions();
        changes.extend(self.marketo.world.take_transitions());
        for change in changes {
            self.faults.changed(&change.job, change.at, change.from, change.to);
            let key = self.faults.key_of(&change.job);
            self.journal.transition(wall_ms, change, key);
        }
    }
}

/// An org and its lock.
pub struct OrgCell {
    org: Mutex<Org>,
    /// What a reset goes back to. Locked before the org where both are.
    beginning: Mutex<Beginning>,
    /// Whether it was taken away.
    gone: AtomicBool,
    /// The org's name, to be read without the lock.
    pub name: String,
    /// The real time at which somebody will look at the org's time line next.
    wakes_at: AtomicI64,
}

impl OrgCell {
    /// Puts an org behind its lock.
    fn new(org: Org, beginning: Beginning) -> Self {
        Self {
            name: org.name.clone(),
            org: Mutex::new(org),
            beginning: Mutex::new(beginning),
            gone: AtomicBool::new(false),
            wakes_at: AtomicI64::new(i64::MAX),
        }
    }

    /// Whether it was taken away: who holds it still may end, and nobody comes any more.
    pub fn is_gone(&self) -> bool {
        self.gone.load(Ordering::Acquire)
    }

    fn take_away(&self) {
        self.gone.store(true, Ordering::Release);
    }

    /// The org, locked. Nothing may wait while it is held.
    pub fn lock(&self) -> MutexGuard<'_, Org> {
        self.org.lock()
    }

    /// Asks to be woken at a real time; `false` if that happens early enough anyway.
    pub fn wake_at(&self, wall_ms: i64) -> bool {
        self.wakes_at.fetch_min(wall_ms, Ordering::AcqRel) > wall_ms
    }

    /// Takes the call that was asked for at that real time; `false` if it was asked for earlier
    /// since, and this one is stale.
    pub fn woken(&self, wall_ms: i64) -> bool {
        let taken =
            self.wakes_at.compare_exchange(wall_ms, i64::MAX, Ordering::AcqRel, Ordering::Acquire);
        taken.is_ok()
    }
}
