//! The only clock of the kit: how long something took, for people to read, what day it is, and a seed
//! that differs from run to run.

use std::time::Instant;

use jiff::civil::Date;

/// Now, to measure from.
#[expect(clippy::disallowed_methods, reason = "a call's real duration is shown, never judged")]
pub(super) fn now() -> Instant {
    Instant::now()
}

/// Milliseconds since then.
pub(super) fn ms_since(begun: Instant) -> u64 {
    u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// The day in UTC, which entries of a baseline may be over by.
#[expect(clippy::disallowed_methods, reason = "a baseline's `until` is a day of the real calendar")]
pub(super) fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// A seed that differs from run to run.
#[expect(clippy::disallowed_methods, reason = "a nightly run draws other cases each night")]
pub fn random_seed() -> u64 {
    jiff::Timestamp::now().as_microsecond().unsigned_abs()
}
