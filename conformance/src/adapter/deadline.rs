//! A moment after which something is given up. The only real time that reaching a client needs.

use std::time::{Duration, Instant};

/// A moment to come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline {
    at: Instant,
}

impl Deadline {
    /// So long from now.
    #[expect(clippy::disallowed_methods, reason = "a program that hangs is seen by real time only")]
    pub(super) fn after(time: Duration) -> Self {
        Self { at: Instant::now() + time }
    }

    /// How long it is until then; nothing once it has passed.
    #[expect(clippy::disallowed_methods, reason = "a program that hangs is seen by real time only")]
    pub(super) fn left(self) -> Duration {
        self.at.saturating_duration_since(Instant::now())
    }

    /// Whether it has passed.
    pub(super) fn has_passed(self) -> bool {
        self.left().is_zero()
    }
}
