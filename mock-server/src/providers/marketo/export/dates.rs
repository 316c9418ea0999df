//! Ranges of dates in filters: how they may be written, and what lies in them.

use serde_json::{Map, Value};

use super::super::errors::ApiError;
use super::super::settings::Settings;
use super::super::values::read_instant;
use crate::core::calendar::DAY_MS;
use crate::core::time::SimTime;

/// A range of dates. It holds both of its ends (assumed, 5.2), in whole seconds, since that is how
/// dates are shown: a record shown as made at `endAt` lies in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DateRange {
    /// The first millisecond.
    pub from_ms: i64,
    /// The first millisecond behind it.
    pub until_ms: i64,
}

impl DateRange {
    /// Reads `{"startAt": …, "endAt": …}`. The end may lie in the future, and may be the start.
    ///
    /// # Errors
    /// 609 for what is no such object, 1002 and 701 for an end that is missing or blank, 704 for what
    /// is no date, 701 for an end before the start (a client's test has that text), 1003 for a range
    /// of too many days (the setting `messages.date_range`).
    pub fn read(value: &Value, settings: &Settings) -> Result<Self, ApiError> {
        let Value::Object(range) = value else { return Err(ApiError::invalid_attribute("filter")) };
        let (start, end) = (end_of(range, "startAt")?, end_of(range, "endAt")?);
        if end < start {
            return Err(ApiError::new(701, "End date should always be after start date"));
        }
        let days = settings.date_range_days;
        if end - start > i64::from(days) * DAY_MS {
            let text = settings.messages.date_range.replace("{days}", &days.to_string());
            return Err(ApiError::invalid_data(text));
        }
        let second = |ms: i64| ms.div_euclid(1000) * 1000;
        Ok(Self { from_ms: second(start), until_ms: second(end) + 1000 })
    }

    /// The first instant in it.
    pub fn first(&self) -> SimTime {
        SimTime::from_millis(self.from_ms)
    }

    /// The last instant in it.
    pub fn last(&self) -> SimTime {
        SimTime::from_millis(self.until_ms - 1)
    }

    /// Whether an instant lies in it.
    pub fn holds(&self, at: SimTime) -> bool {
        (self.from_ms..self.until_ms).contains(&at.millis())
    }
}

fn end_of(range: &Map<String, Value>, name: &str) -> Result<i64, ApiError> {
    match range.get(name) {
        None | Some(Value::Null) => Err(ApiError::missing(name)),
        Some(Value::String(text)) if text.trim().is_empty() => Err(ApiError::blank(name)),
        Some(Value::String(text)) => {
            read_instant(text).map(SimTime::millis).ok_or_else(ApiError::invalid_date)
        }
        Some(_) => Err(ApiError::invalid_attribute("filter")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_both_ends_to_the_second() {
        let range = serde_json::json!({ "startAt": "2026-01-01T00:00:05.700Z", "endAt": "2026-01-01T00:00:05.700Z" });
        let range = DateRange::read(&range, &Settings::default()).expect("a range");
        let at = |text: &str| text.parse::<SimTime>().expect("an instant");
        assert!(range.holds(at("2026-01-01T00:00:05Z")));
        assert!(range.holds(at("2026-01-01T00:00:05.999Z")));
        assert!(!range.holds(at("2026-01-01T00:00:04.999Z")));
        assert!(!range.holds(at("2026-01-01T00:00:06Z")));
    }
}
