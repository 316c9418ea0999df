//! The part of a date that a date function gives; in UTC.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use super::super::typed::Typed;
use super::query::DatePart;
use crate::core::calendar::DAY_MS;

/// Milliseconds of an hour.
const HOUR_MS: i64 = 3_600_000;

/// A part of a day or of an instant; a value of another type stays as it is.
pub(super) fn part_of(part: DatePart, value: Typed<'static>) -> Typed<'static> {
    let ms = match value {
        Typed::Date(day) => day.saturating_mul(DAY_MS),
        Typed::Datetime(at) => at,
        other => return other,
    };
    let timestamp = jiff::Timestamp::from_millisecond(ms).unwrap_or_default();
    let date = timestamp.to_zoned(TimeZone::UTC).date();
    let number = match part {
        DatePart::Day => return Typed::Date(ms.div_euclid(DAY_MS)),
        DatePart::HourInDay => ms.rem_euclid(DAY_MS) / HOUR_MS,
        DatePart::Year => i64::from(date.year()),
        DatePart::Quarter => i64::from((date.month() - 1) / 3 + 1),
        DatePart::Month => i64::from(date.month()),
        DatePart::WeekInYear => i64::from((date.day_of_year() - 1) / 7 + 1),
        DatePart::WeekInMonth => i64::from((date.day() - 1) / 7 + 1),
        DatePart::DayInYear => i64::from(date.day_of_year()),
        DatePart::DayInMonth => i64::from(date.day()),
        DatePart::DayInWeek => day_in_week(date),
    };
    Typed::Number(number as f64)
}

fn day_in_week(date: Date) -> i64 {
    match date.weekday() {
        Weekday::Sunday => 1,
        Weekday::Monday => 2,
        Weekday::Tuesday => 3,
        Weekday::Wednesday => 4,
        Weekday::Thursday => 5,
        Weekday::Friday => 6,
        Weekday::Saturday => 7,
    }
}
