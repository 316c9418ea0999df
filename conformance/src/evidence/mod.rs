//! What is known of a case when it is over: the wire log, the rows that the org holds, and what the
//! client told its caller. Plain data and questions about it; no verdicts.

mod book;
mod journal;
mod multipart;
mod seen;

pub use book::{FaultCount, LedgerLine, OrgBook, Outcome as RowOutcome, StoredRow};
pub use journal::{Body, Entry, Exchange, Fired, Journal, Place, Transition};
pub use multipart::{Part, parts};
pub use seen::{Rows, Seen};

use std::sync::Arc;

use crate::protocol::Ready;
use crate::scenario::Scenario;

/// Everything that a judge may look at.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// What the case was.
    pub scenario: Arc<Scenario>,
    /// What the client is and says that it can do.
    pub ready: Arc<Ready>,
    /// One for each call, in the order of the scenario.
    pub calls: Vec<Seen>,
    /// One for each org.
    pub orgs: Vec<OrgBook>,
}

impl Evidence {
    /// The first call.
    ///
    /// # Panics
    /// Never: a scenario has a call.
    pub fn call(&self) -> &Seen {
        &self.calls[0]
    }

    /// The first org.
    ///
    /// # Panics
    /// Never: a scenario has an org.
    pub fn org(&self) -> &OrgBook {
        &self.orgs[0]
    }

    /// Whether some call was begun twice in the same org and came to its end in the second attempt: then
    /// nothing that is seen of the org says which attempt it is of.
    pub fn is_of_two_attempts(&self) -> bool {
        self.calls.iter().any(|call| call.again) && self.calls.iter().all(Seen::came_back)
    }

    /// The journal of the first org, as far as the client wrote it.
    pub fn journal(&self) -> &Journal {
        &self.org().journal
    }

    /// How often a rule changed an answer in the first org.
    pub fn fired(&self, rule: &str) -> u64 {
        self.org().faults.iter().find(|fault| fault.name == rule).map_or(0, |fault| fault.fired)
    }
}
