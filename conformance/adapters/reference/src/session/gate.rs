//! Who may call now: so many at a time, and nobody while the provider wants to be left alone.

use std::time::{Duration, Instant};

use parking_lot::{Condvar, Mutex};

use crate::clock;
use crate::run::{Result, Run};

/// The way to the provider for all that share a login.
#[derive(Default)]
pub struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    in_flight: usize,
    /// Lower than the policy's own number once the provider has complained.
    at_most: Option<usize>,
    held_until: Option<Instant>,
}

/// A call in flight; it is over when this goes away.
pub struct Turn<'a>(&'a Gate);

/// How long it takes at most until somebody who waits sees that the caller cancelled.
const LOOK_UP: Duration = Duration::from_millis(25);

impl Gate {
    /// Waits for a turn.
    ///
    /// # Errors
    /// A cancel, or the end of the time.
    pub fn take(&self, run: &Run<'_>) -> Result<Turn<'_>> {
        let most = run.parts.policy.in_flight_max(run);
        let mut state = self.state.lock();
        loop {
            run.check()?;
            let held = state.held_until.filter(|until| *until > clock::now());
            let room = state.in_flight < state.at_most.unwrap_or(most).min(most).max(1);
            if held.is_none() && room {
                state.in_flight += 1;
                return Ok(Turn(self));
            }
            self.changed.wait_for(&mut state, LOOK_UP);
        }
    }

    /// Nobody goes before this.
    pub fn hold(&self, until: Instant) {
        let mut state = self.state.lock();
        state.held_until = Some(state.held_until.map_or(until, |held| held.max(until)));
    }

    /// Fewer at a time from now on.
    pub fn narrow(&self) {
        let mut state = self.state.lock();
        let now = state.at_most.unwrap_or(state.in_flight + 1);
        state.at_most = Some((now / 2).max(1));
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.state.lock().in_flight -= 1;
        self.0.changed.notify_one();
    }
}
