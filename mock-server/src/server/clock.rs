//! The clocks of one org or of many, as a test moves them.

use super::OrgHandle;
use crate::core::time::{SimDuration, SimTime};
use crate::edge::JumpTarget;

/// The clock of an org, or the clocks of all orgs of a server.
///
/// Everything that falls due on the way is played at its own instant, and requests of the org wait
/// meanwhile. A clock that follows real time cannot be moved: build the server with
/// [`Builder::manual_clock`](crate::Builder::manual_clock), or with
/// [`ClockMode::Auto`](crate::ClockMode::Auto).
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// use std::time::Duration;
/// use bulk_mock::MockServer;
///
/// let epoch = "2026-01-01T00:00:00Z".parse().expect("an instant");
/// let server = MockServer::builder().manual_clock(epoch).offline().expect("a server");
/// server.org("a").clock().advance(Duration::from_secs(90)).await;
/// assert_eq!(server.org("a").now().to_string(), "2026-01-01T00:01:30.000Z");
/// assert_eq!(server.org("b").now(), epoch);
/// # }
/// ```
pub struct Clock {
    orgs: Vec<OrgHandle>,
}

impl Clock {
    pub(super) fn of(orgs: Vec<OrgHandle>) -> Self {
        Self { orgs }
    }

    /// Lets so much time pass.
    ///
    /// # Panics
    /// The clock follows real time.
    pub async fn advance(&self, by: impl Into<SimDuration>) {
        self.jump(JumpTarget::By(by.into())).await;
    }

    /// Goes to the next instant at which something falls due, in each org its own.
    ///
    /// # Panics
    /// The clock follows real time.
    pub async fn to_next_event(&self) {
        self.jump(JumpTarget::NextEvent).await;
    }

    /// Lets time pass until no job has anything left to do.
    ///
    /// # Panics
    /// The clock follows real time.
    pub async fn run_until_idle(&self) {
        self.jump(JumpTarget::Idle).await;
    }

    /// The org's time; of several orgs the latest.
    pub fn now(&self) -> SimTime {
        self.orgs.iter().map(OrgHandle::now).max().unwrap_or_default()
    }

    async fn jump(&self, target: JumpTarget) {
        for org in &self.orgs {
            let (name, clock) = org.with(|org| (org.name.clone(), org.clock));
            assert!(
                clock.can_jump(),
                "the clock of org `{name}` follows real time ({:?}) and cannot be moved; build the \
                 server with .manual_clock(epoch), or with .clock(ClockMode::Auto)",
                clock.mode()
            );
            org.advance(target).await;
        }
    }
}
