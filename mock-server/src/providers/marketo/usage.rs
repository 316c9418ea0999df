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
        self.calls.values().fold(0, |all, calls| all.saturating_add(*calls))
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
    others: OthersUse,
}

/// What others do, who share the instance: a fault. A limit that they used up is kept from then on,
/// whatever the settings say.
#[derive(Clone, Default, Debug)]
struct OthersUse {
    daily_calls: bool,
    rate_limit: bool,
    export_bytes: bool,
    /// Their calls that have no answer yet; they last for one call of ours.
    at_once: u32,
    /// Their jobs in the queues; they are gone once a job of ours was refused for their sake, or taken.
    imports: u32,
    exports: u32,
}

/// What others use up of a limit.
#[derive(Clone, Copy, Debug)]
pub struct Others<'a> {
    /// The name of the limit.
    pub quota: &'a str,
    /// How much; all that is left if absent.
    pub amount: Option<u64>,
    /// The org's time.
    pub now: SimTime,
    /// The time of windows.
    pub felt: SimTime,
}

/// Whose calls those of others are.
const OTHER_USER: &str = "another-integration@api.example.com";

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
        let keeps_daily = settings.enforce_daily_calls || self.others.daily_calls;
        let keeps_rate = settings.enforce_rate_limit || self.others.rate_limit;
        if keeps_daily && today >= settings.daily_calls {
            return Err(ApiError::daily_quota(settings.daily_calls));
        }
        let window = settings.rate_limit_window;
        while self.recent.front().is_some_and(|first| felt.since(*first) >= window) {
            self.recent.pop_front();
        }
        if keeps_rate && self.recent.len() >= settings.rate_limit_calls as usize {
            let seconds = window.millis() / 1000;
            return Err(ApiError::rate_limit(settings.rate_limit_calls, seconds));
        }
        let others = std::mem::take(&mut self.others.at_once);
        if (settings.enforce_concurrency || others > 0)
            && self.at_once.saturating_add(others) >= settings.concurrent_calls
        {
            return Err(ApiError::concurrency(settings.concurrent_calls));
        }
        if keeps_rate {
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
        let exported = &mut self.day(now).export_bytes;
        *exported = exported.saturating_add(bytes);
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

    /// Others use up what they share with us.
    pub fn used_by_others(&mut self, others: &Others<'_>, settings: &Settings) {
        let Others { quota, amount, now, felt } = *others;
        let few = |all: u32| amount.map_or(all, |amount| u32::try_from(amount).unwrap_or(u32::MAX));
        match quota {
            "daily_calls" => {
                let left = settings.daily_calls.saturating_sub(self.day(now).total_calls());
                let calls = self.day(now).calls.entry(OTHER_USER.to_owned()).or_default();
                *calls = calls.saturating_add(amount.unwrap_or(left));
                self.others.daily_calls = true;
            }
            "rate_limit" => {
                let most = settings.rate_limit_calls;
                self.recent.extend(std::iter::repeat_n(felt, few(most).min(most) as usize));
                let beyond = self.recent.len().saturating_sub(most as usize);
                self.recent.drain(..beyond);
                self.others.rate_limit = true;
            }
            "concurrent_calls" => self.others.at_once = few(settings.concurrent_calls),
            "export_bytes" => {
                let most = settings.export_daily_bytes();
                let left = most.saturating_sub(self.day(now).export_bytes);
                let bytes = &mut self.day(now).export_bytes;
                *bytes = bytes.saturating_add(amount.unwrap_or(left));
                self.others.export_bytes = true;
            }
            "import_queue" => self.others.imports = few(settings.imports_queued),
            "export_queue" => self.others.exports = few(settings.exports_queued),
            _ => {}
        }
    }

    /// Imports of others in the queue; this once.
    pub fn imports_of_others(&mut self) -> usize {
        std::mem::take(&mut self.others.imports) as usize
    }

    /// Extracts of others in the queue; this once.
    pub fn exports_of_others(&mut self) -> usize {
        std::mem::take(&mut self.others.exports) as usize
    }

    /// Whether the day's bytes are used up, where that matters: those of completed jobs count
    /// (section 3).
    pub fn exported_too_much(&mut self, settings: &Settings, now: SimTime) -> bool {
        (settings.enforce_export_quota || self.others.export_bytes)
            && self.today(now).export_bytes >= settings.export_daily_bytes()
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
