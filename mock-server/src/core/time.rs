//! Simulated time: instants and durations in whole milliseconds.
//!
//! Rules take `now: SimTime` as an argument. This file must not know where `now` comes from; only
//! `clock.rs` reads a real clock.

use std::fmt;
use std::ops::{Add, Sub};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An instant on an org's own time line, in milliseconds since the Unix epoch.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct SimTime(i64);

/// A span of simulated time, in milliseconds; never negative.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct SimDuration(u64);

/// The end of the year 9998, which every calendar library can still write in every zone; a clock
/// never goes past it.
const LAST_MILLIS: i64 = 253_370_764_799_999;

impl SimTime {
    /// The beginning of 1970 in UTC.
    pub const EPOCH: Self = Self(0);

    /// The instant `millis` milliseconds after the Unix epoch, held within the years 1970 to 9998.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(0, LAST_MILLIS))
    }

    /// Milliseconds since the Unix epoch.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// How long after `earlier` this instant is; zero if it is not after it.
    pub fn since(self, earlier: Self) -> SimDuration {
        SimDuration(self.0.saturating_sub(earlier.0).max(0).unsigned_abs())
    }

    /// The instant on the calendar in UTC.
    pub fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or_default()
    }

    /// Renders with a `strftime` pattern, in UTC.
    pub fn strftime(self, pattern: &str) -> String {
        self.timestamp().strftime(pattern).to_string()
    }
}

impl fmt::Display for SimTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.strftime("%Y-%m-%dT%H:%M:%S.%3fZ"))
    }
}

impl std::str::FromStr for SimTime {
    type Err = String;

    /// Reads an RFC 3339 instant, such as `2026-01-01T00:00:00Z`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let timestamp: Result<jiff::Timestamp, _> = text.parse();
        timestamp
            .map(|timestamp| Self::from_millis(timestamp.as_millisecond()))
            .map_err(|_| format!("`{text}` is not an instant; write it as 2026-01-01T00:00:00Z"))
    }
}

impl Add<SimDuration> for SimTime {
    type Output = Self;

    fn add(self, span: SimDuration) -> Self {
        Self::from_millis(self.0.saturating_add_unsigned(span.0))
    }
}

impl Sub<SimDuration> for SimTime {
    type Output = Self;

    fn sub(self, span: SimDuration) -> Self {
        Self::from_millis(self.0.saturating_sub_unsigned(span.0))
    }
}

impl Serialize for SimTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SimTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl SimDuration {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A span of `millis` milliseconds.
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// A span of `seconds` seconds.
    pub const fn from_secs(seconds: u64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// A span of `hours` hours.
    pub const fn from_hours(hours: u64) -> Self {
        Self::from_secs(hours.saturating_mul(3600))
    }

    /// The span in milliseconds.
    pub const fn millis(self) -> u64 {
        self.0
    }
}

impl From<std::time::Duration> for SimDuration {
    /// The span in whole milliseconds; what is below one is left out.
    fn from(span: std::time::Duration) -> Self {
        Self(u64::try_from(span.as_millis()).unwrap_or(u64::MAX))
    }
}

impl std::str::FromStr for SimDuration {
    type Err = String;

    /// Reads `250ms`, `90s`, `5m`, `24h`, `6d`, `1h 30m`; a day has 24 hours. A bare number is refused,
    /// since it has no unit, and so are months and years, which have no one length.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let remedy =
            || format!("`{text}` is not a duration; write it as 250ms, 90s, 5m, 24h or 6d");
        let span: jiff::Span = text.parse().map_err(|_| remedy())?;
        let days = jiff::SpanRelativeTo::days_are_24_hours();
        let span = span.to_duration(days).map_err(|_| remedy())?;
        u64::try_from(span.as_millis()).map(Self).map_err(|_| remedy())
    }
}

impl fmt::Display for SimDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            ms if ms % 3_600_000 == 0 && ms > 0 => write!(f, "{}h", ms / 3_600_000),
            ms if ms % 60_000 == 0 && ms > 0 => write!(f, "{}m", ms / 60_000),
            ms if ms % 1000 == 0 && ms > 0 => write!(f, "{}s", ms / 1000),
            ms => write!(f, "{ms}ms"),
        }
    }
}

impl Serialize for SimDuration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SimDuration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl serde::de::Visitor<'_> for Text {
            type Value = SimDuration;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "a duration with its unit, such as \"250ms\", \"90s\", \"5m\", \"24h\" or \"6d\"",
                )
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<SimDuration, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Text)
    }
}

impl schemars::JsonSchema for SimTime {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Instant".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "date-time",
            "description": "An instant, such as 2026-01-01T00:00:00Z.",
        })
    }
}

impl schemars::JsonSchema for SimDuration {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Duration".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "A span of time, such as 500ms, 10s, 5m, 2h or 6d.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_read_and_printed_in_its_largest_whole_unit() {
        let printed = |text: &str| text.parse::<SimDuration>().map(|span| span.to_string());
        assert_eq!(printed("1h 30m"), Ok("90m".into()));
        assert_eq!(printed("250ms"), Ok("250ms".into()));
        assert_eq!(printed("86400s"), Ok("24h".into()));
        assert_eq!(printed("6d"), Ok("144h".into()));
        assert_eq!(printed("1d 1h"), Ok("25h".into()));
        assert_eq!(printed("2 weeks"), Ok("336h".into()));
        assert!(printed("1mo").is_err());
        assert!(printed("5").is_err_and(|remedy| remedy.contains("90s")));
        assert!(printed("-5s").is_err());
    }

    #[test]
    fn a_jump_past_the_last_year_stops_there() {
        let end = SimTime::from_millis(0) + SimDuration::from_millis(u64::MAX);
        assert_eq!(end.to_string(), "9998-12-31T23:59:59.999Z");
    }
}
