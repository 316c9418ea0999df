//! How an org's time follows real time; plain data, told the real time by its caller.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::core::time::{SimDuration, SimTime};

/// How time flows in an org.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClockMode {
    /// As real time.
    #[default]
    Wall,
    /// As real time, so many times faster.
    Scaled(
        #[serde(deserialize_with = "scale")]
        #[schemars(range(min = 0.0))]
        f64,
    ),
    /// Only when told to.
    Manual,
    /// As real time, and ahead to a job's next change whenever a client looks and sees none.
    Auto,
}

/// A factor that time can run by.
fn scale<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let factor = f64::deserialize(deserializer)?;
    if factor.is_finite() && factor > 0.0 {
        return Ok(factor);
    }
    Err(serde::de::Error::custom(format!(
        "time cannot run by a factor of {factor}; give one above 0, such as 60, or the clock \
         \"manual\" to stop it"
    )))
}

/// Which changes a look leaps to under [`ClockMode::Auto`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AutoStops {
    /// Changes of state: a job is over in a few looks whatever its size.
    #[default]
    States,
    /// Every batch.
    Batches,
}

/// The clock of one org.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct OrgClock {
    mode: ClockMode,
    /// Real time at which the clock was set.
    set_wall_ms: i64,
    /// The org's time then; under `Manual` its time now.
    set_at: SimTime,
    /// What looks have added, under `Auto`.
    ahead: SimDuration,
}

impl OrgClock {
    /// A clock that shows `epoch` now, or real time if there is none.
    ///
    /// Wall, scaled and auto clocks start at real time whatever the epoch says.
    pub fn start(mode: ClockMode, epoch: Option<SimTime>, wall_ms: i64) -> Self {
        let real = SimTime::from_millis(wall_ms);
        let set_at = match mode {
            ClockMode::Manual => epoch.unwrap_or(real),
            ClockMode::Wall | ClockMode::Scaled(_) | ClockMode::Auto => real,
        };
        Self { mode, set_wall_ms: wall_ms, set_at, ahead: SimDuration::ZERO }
    }

    /// How it flows.
    pub fn mode(&self) -> ClockMode {
        self.mode
    }

    /// The org's time at that real time.
    pub fn now(&self, wall_ms: i64) -> SimTime {
        let passed = u64::try_from(wall_ms.saturating_sub(self.set_wall_ms)).unwrap_or(0);
        match self.mode {
            ClockMode::Manual => self.set_at,
            ClockMode::Wall | ClockMode::Auto => {
                self.set_at + SimDuration::from_millis(passed) + self.ahead
            }
            ClockMode::Scaled(factor) => {
                self.set_at + SimDuration::from_millis((passed as f64 * factor) as u64)
            }
        }
    }

    /// The real time at which the org's time is `at`; `None` if only a command brings it there.
    pub fn wall_of(&self, at: SimTime) -> Option<i64> {
        let wait = at.since(self.set_at).millis().saturating_sub(self.ahead.millis());
        let wait = match self.mode {
            ClockMode::Manual => return None,
            ClockMode::Wall | ClockMode::Auto => wait,
            ClockMode::Scaled(factor) if factor > 0.0 => (wait as f64 / factor).ceil() as u64,
            ClockMode::Scaled(_) => return None,
        };
        Some(self.set_wall_ms.saturating_add_unsigned(wait))
    }

    /// Flows in another way from now on; the org's time goes on from where it is.
    pub fn set_mode(&mut self, mode: ClockMode, wall_ms: i64) {
        let set_at = self.now(wall_ms);
        *self = Self { mode, set_wall_ms: wall_ms, set_at, ahead: SimDuration::ZERO };
    }

    /// Whether commands and looks may move it.
    pub fn can_jump(&self) -> bool {
        matches!(self.mode, ClockMode::Manual | ClockMode::Auto)
    }

    /// Goes ahead to `at`; a clock never goes back.
    pub fn jump_to(&mut self, at: SimTime, wall_ms: i64) {
        let gap = at.since(self.now(wall_ms));
        match self.mode {
            ClockMode::Manual => self.set_at = self.set_at + gap,
            ClockMode::Auto => {
                self.ahead = SimDuration::from_millis(self.ahead.millis() + gap.millis());
            }
            ClockMode::Wall | ClockMode::Scaled(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(mode: ClockMode) -> OrgClock {
        OrgClock::start(mode, Some(SimTime::from_millis(5_000)), 1_000_000)
    }

    #[test]
    fn a_manual_clock_moves_when_told_and_never_back() {
        let mut clock = start(ClockMode::Manual);
        assert_eq!(clock.now(9_999_999).millis(), 5_000);
        clock.jump_to(SimTime::from_millis(7_000), 0);
        clock.jump_to(SimTime::from_millis(6_000), 0);
        assert_eq!(clock.now(0).millis(), 7_000);
        assert_eq!(clock.wall_of(SimTime::from_millis(8_000)), None);
    }

    #[test]
    fn a_scaled_clock_runs_ahead_and_knows_when_it_gets_somewhere() {
        let clock = start(ClockMode::Scaled(10.0));
        assert_eq!(clock.now(1_000_100).millis(), 1_001_000);
        assert_eq!(clock.wall_of(SimTime::from_millis(1_001_000)), Some(1_000_100));
    }

    #[test]
    fn an_auto_clock_flows_and_leaps() {
        let mut clock = start(ClockMode::Auto);
        clock.jump_to(SimTime::from_millis(1_060_000), 1_000_000);
        assert_eq!(clock.now(1_000_500).millis(), 1_060_500);
        assert_eq!(clock.wall_of(SimTime::from_millis(1_060_500)), Some(1_000_500));
    }
}
