//! When to come again, in every form in which servers say it, right and wrong.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words;
use crate::core::time::{SimDuration, SimTime};
use crate::faults::check::Wrong;

/// What a `Retry-After` says. Dates are counted from the time that the org's tokens live by: the org's
/// under a manual clock, else real time.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RetryAfter {
    /// Seconds; zero and negative ones are sent as they are.
    Seconds(i64),
    /// A part of seconds, such as 1.5, which the standard does not know.
    Fraction(f64),
    /// The date in so long.
    DateIn(SimDuration),
    /// The date so long ago.
    DateAgo(SimDuration),
    /// This text.
    Text(String),
}

impl RetryAfter {
    /// The header's value.
    pub fn value(&self, now: SimTime) -> String {
        // Source: RFC 9110, sections 5.6.7 and 10.2.3.
        let date = |at: SimTime| at.strftime("%a, %d %b %Y %H:%M:%S GMT");
        match self {
            Self::Seconds(seconds) => seconds.to_string(),
            Self::Fraction(seconds) => seconds.to_string(),
            Self::DateIn(span) => date(now + *span),
            Self::DateAgo(span) => date(now - *span),
            Self::Text(text) => text.clone(),
        }
    }

    pub(super) fn check(&self, key: &str) -> Result<(), Wrong> {
        match self {
            Self::Text(text) => words::check_value(key, text),
            Self::Fraction(seconds) if !seconds.is_finite() => {
                Err(Wrong::at(key, format!("{seconds} is no number"), "write one such as 1.5"))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_written_as_it_is_meant() {
        let now = SimTime::from_millis(1_767_225_600_000);
        let written = |text: &str| {
            let table: toml::Table = toml::from_str(text).expect(text);
            let value = table["retry_after"].clone();
            value.try_into::<RetryAfter>().expect(text).value(now)
        };
        for (rule, value) in [
            ("retry_after.seconds = 2", "2"),
            ("retry_after.seconds = 0", "0"),
            ("retry_after.seconds = -5", "-5"),
            ("retry_after.fraction = 1.5", "1.5"),
            ("retry_after.date_in = \"90s\"", "Thu, 01 Jan 2026 00:01:30 GMT"),
            ("retry_after.date_ago = \"24h\"", "Wed, 31 Dec 2025 00:00:00 GMT"),
            ("retry_after.text = \"soon\"", "soon"),
        ] {
            assert_eq!(written(rule), value, "{rule}");
        }
    }
}
