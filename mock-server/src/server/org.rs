//! One org of a running server: what is in it, what it is to do, what it was asked.

use std::fmt;
use std::sync::Arc;

use super::expectation::{About, Expectation};
use super::{
    Calls, Clock, Fault, FaultBuilder, MarketoHandle, SalesforceHandle, Shared, Times, demand,
};
use crate::core::journal::{Entry, Transition};
use crate::core::nearest::suggest;
use crate::core::pattern::like;
use crate::core::time::SimTime;
use crate::edge::JumpTarget;
use crate::faults::{Rule, RuleError};
use crate::org::{Org, OrgCell, Sessions};
use crate::scenario::GeneratedRows;

/// One org of a running server. A copy is the same org.
#[derive(Clone)]
pub struct OrgHandle {
    pub(super) shared: Arc<Shared>,
    pub(super) cell: Arc<OrgCell>,
}

impl fmt::Debug for OrgHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OrgHandle").field(&self.name()).finish()
    }
}

impl OrgHandle {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.cell.name
    }

    /// The org as clients of Salesforce know it.
    pub fn salesforce(&self) -> SalesforceHandle {
        SalesforceHandle::of(self.clone())
    }

    /// The org as clients of Marketo know it.
    pub fn marketo(&self) -> MarketoHandle {
        MarketoHandle::of(self.clone())
    }

    /// Its clock.
    pub fn clock(&self) -> Clock {
        Clock::of(vec![self.clone()])
    }

    /// The org's time.
    pub fn now(&self) -> SimTime {
        self.cell.lock().clock.now(self.shared.app.door.wall_ms())
    }

    /// Moves the org's clock; everything that falls due on the way is played. A clock that follows
    /// real time (wall or scaled) stays where it is. Gives the org's time afterwards.
    pub async fn advance(&self, target: JumpTarget) -> SimTime {
        self.shared.app.door.jump(&self.cell, target).await
    }

    /// Looks into the org, or changes it, under its lock.
    pub fn with<T>(&self, look: impl FnOnce(&mut Org) -> T) -> T {
        look(&mut self.cell.lock())
    }

    /// Loads a seed file, named after its object: `Contact.csv` or `Contact.json`.
    ///
    /// # Errors
    /// The row or the header that is wrong; nothing of the file is loaded then.
    pub fn load(&self, name: &str, text: &[u8]) -> Result<u32, String> {
        let (object, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let door = &self.shared.app.door;
        door.registry().load(&self.cell, door.wall_ms(), |org, now| {
            let world = &mut org.salesforce.world;
            let loaded = match ending {
                "csv" => world.load_csv(object, text, now),
                "json" => world.load_json(object, text, now),
                other => return Err(format!("seed files end in .csv or .json, not .{other}")),
            };
            loaded.map_err(|error| error.to_string())
        })
    }

    /// Puts generated rows in front of all others; gives each object's name and how many it got.
    ///
    /// # Errors
    /// What is wrong with the fixture, with its file and line; nothing of it is there then.
    pub fn generate(&self, rows: &GeneratedRows) -> Result<Vec<(String, u32)>, String> {
        let door = &self.shared.app.door;
        let made = door.registry().load(&self.cell, door.wall_ms(), |org, _| {
            org.generate(&rows.file, &rows.text, rows.rows)
        });
        made.map_err(|error| error.to_string())
    }

    /// Takes the org back to what it was after it was declared and loaded; see [`Sessions`] for those
    /// who are logged in. What was expected of it is verified first, and expected no more.
    ///
    /// # Panics
    /// As [`MockServer::verify`](crate::MockServer::verify), for this org.
    pub async fn reset(&self, sessions: Sessions) {
        demand(&self.shared.take_unmet(|expected| Arc::ptr_eq(&expected.cell, &self.cell)));
        self.shared.app.door.reset(&self.cell, sessions).await;
    }

    /// A fault of that name, to be described: which requests it is about, which of them it hits, and
    /// last what happens then.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// use bulk_mock::faults::Place;
    /// use bulk_mock::faults::wire::Reset;
    /// use bulk_mock::MockServer;
    ///
    /// let server = MockServer::builder().offline().expect("a server");
    /// let cut = server
    ///     .org("a")
    ///     .fault("cut in the third row")
    ///     .on("salesforce.ingest.*_results")
    ///     .nth(2)
    ///     .expect(0)
    ///     .inject(Reset { at: Place::Row(3) });
    /// assert_eq!(cut.fired(), 0);
    /// # }
    /// ```
    pub fn fault(&self, name: &str) -> FaultBuilder {
        FaultBuilder::new(self.clone(), name)
    }

    /// Puts a rule of faults in force.
    ///
    /// # Errors
    /// What is wrong with the rule; nothing changed then.
    pub fn install(&self, rule: &Rule) -> Result<Fault, RuleError> {
        let words = self.shared.app.door.vocabularies();
        let now = self.now();
        self.cell.lock().faults.install(rule, &words, now)?;
        Ok(Fault::of(self.clone(), rule))
    }

    /// The calls of an operation that came so far and are still in the journal, oldest first; `*`
    /// stands for any characters.
    pub fn calls(&self, operation: &str) -> Calls {
        Calls::of(&self.cell, operation)
    }

    /// The changes of state that are in the journal, oldest first.
    pub fn transitions(&self) -> Vec<Transition> {
        let org = self.cell.lock();
        let transition = |entry: &Entry| match entry {
            Entry::Transition(transition) => Some(transition.clone()),
            Entry::Exchange(_) => None,
        };
        org.journal.entries().filter_map(transition).collect()
    }

    /// Expects that so many calls of an operation have come when the server is dropped or verified:
    /// `1`, `1..`, `1..=2`, `0`; `*` stands for any characters.
    ///
    /// ```should_panic
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// # use bulk_mock::MockServer;
    /// let server = MockServer::builder().offline().expect("a server");
    /// server.org("a").expect_calls("salesforce.ingest.create", 1..=2);
    /// drop(server); // panics: no such call came
    /// # }
    /// ```
    ///
    /// # Panics
    /// There is no such operation.
    #[track_caller]
    pub fn expect_calls(&self, operation: &str, times: impl Into<Times>) {
        let words = self.shared.app.door.vocabularies();
        let known = words.iter().flat_map(|words| &words.operations).map(|known| known.name);
        assert!(
            known.clone().any(|known| like(operation, known)),
            "there is no operation `{operation}`; {}",
            suggest(operation, known)
        );
        self.expect(About::Calls(operation.to_owned()), times.into());
    }

    pub(super) fn expect(&self, about: About, times: Times) {
        let mut expected = self.shared.expected.lock();
        // The last word on a fault counts.
        expected.retain(|known| !known.is_about(&self.cell, &about));
        expected.push(Expectation { cell: Arc::clone(&self.cell), about, times });
    }
}
