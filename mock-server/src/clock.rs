//! The only door through which real time enters.
//!
//! It reads the machine's clock once and counts on from there with the monotonic one, so that real
//! time never goes back while the server runs.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Real time, as one server sees it.
#[derive(Clone, Copy, Debug)]
pub struct RealClock {
    started: Instant,
    started_wall_ms: i64,
}

impl RealClock {
    /// Starts to count at the machine's present time.
    #[expect(clippy::disallowed_methods, reason = "this is the door for real time")]
    pub fn start() -> Self {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        let started_wall_ms = i64::try_from(wall.as_millis()).unwrap_or(i64::MAX);
        Self { started: Instant::now(), started_wall_ms }
    }

    /// Real time in milliseconds since the Unix epoch.
    pub fn wall_ms(&self) -> i64 {
        let elapsed = i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX);
        self.started_wall_ms.saturating_add(elapsed)
    }
}
