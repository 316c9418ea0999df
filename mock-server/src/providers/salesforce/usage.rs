//! What an org has used of its daily limits, over the last 24 hours.
//!
//! Sources: the limits sheet for the numbers (documented); a sliding window by hours is a choice.

use std::collections::VecDeque;

use crate::core::time::{SimDuration, SimTime};

/// The width of one count.
const HOUR: SimDuration = SimDuration::from_hours(1);

/// Counts over the last 24 hours.
#[derive(Clone, Default, Debug)]
pub struct Usage {
    /// API requests.
    pub api_requests: Window,
    /// Batches of ingest jobs.
    pub batches: Window,
    /// Query jobs.
    pub query_jobs: Window,
    /// Bytes of query results.
    pub query_bytes: Window,
    /// Whether others use up the org's calls: a fault. The limit is kept then.
    pub others_call: bool,
}

impl Usage {
    /// What was used in the 24 hours before `now`.
    pub fn counts(&mut self, now: SimTime) -> super::discovery::Used {
        super::discovery::Used {
            api_requests: self.api_requests.used(now),
            batches: self.batches.used(now),
            query_jobs: self.query_jobs.used(now),
            query_megabytes: self.query_megabytes(now),
        }
    }

    /// Megabytes of query results in the 24 hours before `now`.
    pub fn query_megabytes(&mut self, now: SimTime) -> u64 {
        self.query_bytes.used(now) / (1 << 20)
    }
}

/// A count over the last 24 hours, hour by hour.
#[derive(Clone, Default, Debug)]
pub struct Window {
    hours: VecDeque<(SimTime, u64)>,
    total: u64,
}

impl Window {
    /// Adds `count` at `now`.
    pub fn add(&mut self, now: SimTime, count: u64) {
        self.forget(now);
        self.total = self.total.saturating_add(count);
        match self.hours.back_mut() {
            Some((since, counted)) if now.since(*since) < HOUR => {
                *counted = counted.saturating_add(count);
            }
            Some(_) | None => self.hours.push_back((now, count)),
        }
    }

    /// How many were counted in the 24 hours before `now`.
    pub fn used(&mut self, now: SimTime) -> u64 {
        self.forget(now);
        self.total
    }

    fn forget(&mut self, now: SimTime) {
        while let Some((since, counted)) = self.hours.front() {
            if now.since(*since) < SimDuration::from_hours(24) {
                return;
            }
            self.total = self.total.saturating_sub(*counted);
            self.hours.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_a_day_ago_is_free_again() {
        let at = |hours| SimTime::from_millis(0) + SimDuration::from_hours(hours);
        let mut window = Window::default();
        window.add(at(0), 3);
        window.add(at(20), 4);
        assert_eq!(window.used(at(23)), 7);
        assert_eq!(window.used(at(24)), 4);
        // However much a fault says that others used.
        window.add(at(24), u64::MAX);
        window.add(at(24), u64::MAX);
        assert_eq!(window.used(at(24)), u64::MAX);
        assert_eq!(window.used(at(50)), 0);
    }
}
