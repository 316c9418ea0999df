//! What an instance has used of its limits: calls in a sliding window, at once, and by the day.
//!
//! A day ends at midnight US Central. Sources: limits documented (section 3 of the sheet).

use std::collections::{BTreeMap, VecDeque};

use super::errors::ApiError;
use super::settings::Settings;
use crate::core::time::SimTime;

/// The zone of quotas, with its rules for summer time since 2007.
const CENTRAL: &str = "CST6CDT,M3.2.0,M11.1.0";

/// Days that statistics go back, today included.
const DAYS_KEPT: usize = 7;

/// A day in US Central.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Day(jiff::civil::Date);

impl Day {
    /// The day of an instant.
    pub fn of(at: SimTime) -> Self {
        let zone = jiff::tz::TimeZone::posix(CENTRAL).unwrap_or(jiff::tz::TimeZone::UTC);
        Self(at.timestamp().to_zoned(zone).date())
    }

    /// As `2026-01-31`.
    pub fn text(self) -> String {
        self.0.strftime("%Y-%m-%d").to_string()
    }
}

/// What was counted on one day.
#[derive(Clone, Default, Debug)]
pub struct DayUsage {
    /// Calls by user.
    pub calls: BTreeMap<String, u64>,
    /// Errors by code.
    pub errors: BTreeMap<u16, u64>,
    /// Bytes of extracts that were completed.
    pub export_bytes: u64,
}

impl DayUsage {
    /// Calls of all users.
    pub fn total_calls(&self) -> u64 {
        self.calls.values().sum()
    }
}

/// What was used.
#[derive(Clone, Default, Debug)]
pub struct Usage {
    /// When the last calls came, oldest first, no more than the limit counts.
    recent: VecDeque<SimTime>,
    /// Calls that have no answer yet.
    at_once: u32,
    days: BTreeMap<Day, DayUsage>,
}

impl Usage {
    /// Lets a call of `user` in and counts it, unless a limit is in the way.
    ///
    /// `now` is the org's time, `felt` that of windows. What is let in is to be ended by
    /// [`Usage::leave`].
    ///
    /// # Errors
    /// 607, 606 or 615.
    pub fn enter(
        &mut self,
        settings: &Settings,
        user: &str,
        now: SimTime,
        felt: SimTime,
    ) -> Result<(), ApiError> {
        let today = self.day(now).total_calls();
        if settings.enforce_daily_calls && today >= settings.daily_calls {
            return Err(ApiError::daily_quota(settings.daily_calls));
        }
        let window = settings.rate_limit_window;
        while self.recent.front().is_some_and(|first| felt.since(*first) >= window) {
            self.recent.pop_front();
        }
        if settings.enforce_rate_limit && self.recent.len() >= settings.rate_limit_calls as usize {
            let seconds = window.millis() / 1000;
            return Err(ApiError::rate_limit(settings.rate_limit_calls, seconds));
        }
        if settings.enforce_concurrency && self.at_once >= settings.concurrent_calls {
            return Err(ApiError::concurrency(settings.concurrent_calls));
        }
        if settings.enforce_rate_limit {
            self.recent.push_back(felt);
        }
        self.at_once += 1;
        *self.day(now).calls.entry(user.to_owned()).or_default() += 1;
        Ok(())
    }

    /// A call that was let in has its answer.
    pub fn leave(&mut self) {
        self.at_once = self.at_once.saturating_sub(1);
    }

    /// Counts an error that a client was told.
    pub fn failed(&mut self, code: u16, now: SimTime) {
        *self.day(now).errors.entry(code).or_default() += 1;
    }

    /// Counts the file of an extract.
    pub fn exported(&mut self, bytes: u64, now: SimTime) {
        self.day(now).export_bytes += bytes;
    }

    /// What was used today.
    pub fn today(&mut self, now: SimTime) -> &DayUsage {
        self.day(now)
    }

    /// The last days on which anything was counted, today among them, newest first.
    pub fn last_days(&mut self, now: SimTime) -> Vec<(Day, DayUsage)> {
        self.day(now);
        self.days.iter().rev().map(|(day, usage)| (*day, usage.clone())).collect()
    }

    fn day(&mut self, now: SimTime) -> &mut DayUsage {
        let day = Day::of(now);
        while self.days.len() >= DAYS_KEPT && !self.days.contains_key(&day) {
            self.days.pop_first();
        }
        self.days.entry(day).or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> SimTime {
        text.parse().expect("an instant")
    }

    #[test]
    fn a_day_ends_at_midnight_central_in_winter_and_in_summer() {
        assert_eq!(Day::of(at("2026-01-15T05:59:59Z")).text(), "2026-01-14");
        assert_eq!(Day::of(at("2026-01-15T06:00:00Z")).text(), "2026-01-15");
        assert_eq!(Day::of(at("2026-07-15T04:59:59Z")).text(), "2026-07-14");
        assert_eq!(Day::of(at("2026-07-15T05:00:00Z")).text(), "2026-07-15");
    }

    #[test]
    fn a_window_slides_and_a_day_starts_anew() {
        let settings = Settings { rate_limit_calls: 2, daily_calls: 3, ..Settings::default() }
            .with_realistic_limits();
        let mut usage = Usage::default();
        let mut call = |text: &str| {
            let called = usage.enter(&settings, "u", at(text), at(text));
            usage.leave();
            called.map_err(|error| error.code)
        };
        assert_eq!(call("2026-01-15T12:00:00Z"), Ok(()));
        assert_eq!(call("2026-01-15T12:00:10Z"), Ok(()));
        assert_eq!(call("2026-01-15T12:00:19Z"), Err(606));
        assert_eq!(call("2026-01-15T12:00:20Z"), Ok(()));
        assert_eq!(call("2026-01-15T12:01:00Z"), Err(607));
        assert_eq!(call("2026-01-16T06:00:00Z"), Ok(()));
    }
}
