//! A stored value, which is text as it was sent, read as its field's type and shown as the provider
//! shows it: in JSON, and in the CSV of a query.
//!
//! Knows one value and its type, no record and no field. A value that does not fit its type (a
//! fixture may hold one) is text.

use std::borrow::Cow;

use serde_json::{Number, Value};

use super::id::Id;
use super::schema::FieldType;
use crate::core::calendar::{self, DAY_MS, day_number};

/// A value by its type.
#[derive(Clone, PartialEq, Debug)]
pub enum Typed<'a> {
    /// Text of any kind.
    Text(Cow<'a, str>),
    /// A number of any kind.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// Days since 1970.
    Date(i64),
    /// Milliseconds since 1970.
    Datetime(i64),
    /// Milliseconds since midnight.
    Time(i64),
    /// An id.
    Id(Id),
}

/// Reads a stored value.
pub fn typed(kind: FieldType, stored: &[u8]) -> Typed<'_> {
    let text = String::from_utf8_lossy(stored);
    read(kind, &text).unwrap_or(Typed::Text(text))
}

fn read(kind: FieldType, text: &str) -> Option<Typed<'static>> {
    match kind {
        FieldType::Id | FieldType::Reference => Id::parse(text).map(Typed::Id),
        FieldType::Boolean => Some(Typed::Boolean(is_true(text))),
        FieldType::Date => day(text).map(Typed::Date),
        FieldType::Datetime => datetime(text).map(Typed::Datetime),
        FieldType::Time => time_of_day(text).map(Typed::Time),
        kind if kind.is_number() => text.trim().parse().ok().map(Typed::Number),
        _ => None,
    }
}

/// A stored value in JSON.
pub fn json(kind: FieldType, stored: &[u8]) -> Value {
    typed_json(kind, &typed(kind, stored))
}

/// A value that was read in JSON.
pub fn typed_json(kind: FieldType, value: &Typed<'_>) -> Value {
    match value {
        Typed::Text(text) => Value::String(text.clone().into_owned()),
        Typed::Number(number) => json_number(kind, *number),
        Typed::Boolean(truth) => Value::Bool(*truth),
        Typed::Date(day) => Value::String(date(*day)),
        Typed::Datetime(at) => Value::String(seconds(*at) + ".000+0000"),
        Typed::Time(ms) => Value::String(clock_time(*ms)),
        Typed::Id(id) => Value::String(id.to_string()),
    }
}

/// A number in JSON: a whole one for the types that are whole, else with its point.
pub fn json_number(kind: FieldType, number: f64) -> Value {
    let whole = matches!(kind, FieldType::Int | FieldType::Long);
    if whole && number.fract() == 0.0 && number.abs() < 9e15 {
        return Value::Number(Number::from(number as i64));
    }
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

/// A stored value as a query's CSV shows it, not yet quoted; numbers stay as they were sent.
pub fn csv(kind: FieldType, stored: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let shown = match (kind, typed(kind, &stored)) {
        (_, Typed::Boolean(truth)) => if truth { "true" } else { "false" }.to_owned(),
        (_, Typed::Date(day)) => date(day),
        (_, Typed::Datetime(at)) => seconds(at) + ".000Z",
        (_, Typed::Time(ms)) => clock_time(ms),
        (_, Typed::Id(id)) => id.to_string(),
        (_, Typed::Text(_) | Typed::Number(_)) => return stored,
    };
    Cow::Owned(shown.into_bytes())
}

/// Documented: `true`; of the older guide also `1` and `yes`, in any letter case.
fn is_true(text: &str) -> bool {
    ["true", "1", "yes"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn day(text: &str) -> Option<i64> {
    text.strip_suffix('Z').unwrap_or(text).get(..10)?.parse().ok().map(day_number)
}

fn datetime(text: &str) -> Option<i64> {
    text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_millisecond)
}

/// Reads a time of day, in milliseconds since midnight; a zone has to be UTC's.
pub fn time_of_day(text: &str) -> Option<i64> {
    let time: jiff::civil::Time = text.strip_suffix(['Z', 'z']).unwrap_or(text).parse().ok()?;
    let since = time.since(jiff::civil::Time::midnight()).ok()?;
    since.total(jiff::Unit::Millisecond).ok().map(|ms| ms as i64)
}

/// `2024-09-09`
pub fn date(day: i64) -> String {
    let mut text = *b"0000-00-00";
    calendar::write_date(&mut text, day);
    String::from_utf8_lossy(&text).into_owned()
}

/// `2024-09-09T19:25:27`
fn seconds(at: i64) -> String {
    let mut text = *b"0000-00-00T00:00:00";
    calendar::write_second(&mut text, at.div_euclid(1000));
    String::from_utf8_lossy(&text).into_owned()
}

/// A quoted cell with an instant in it, kept from row to row: those that follow each other are of one
/// day, mostly.
#[derive(Clone)]
pub struct InstantCell {
    day: Option<i64>,
    text: [u8; 26],
}

impl Default for InstantCell {
    fn default() -> Self {
        Self { day: None, text: *b"\"0000-00-00T00:00:00.000Z\"" }
    }
}

impl InstantCell {
    /// Appends `"2024-09-09T19:25:27.000Z"`, given in milliseconds since 1970.
    pub fn write(&mut self, at: i64, out: &mut Vec<u8>) {
        let day = at.div_euclid(DAY_MS);
        if self.day != Some(day) {
            self.day = Some(day);
            calendar::write_date(&mut self.text[1..], day);
        }
        calendar::write_time(&mut self.text[12..], (at.rem_euclid(DAY_MS) / 1000) as u32);
        out.extend_from_slice(&self.text);
    }
}

/// `12:30:00.000Z`
fn clock_time(ms: i64) -> String {
    timestamp(ms).strftime("%H:%M:%S.%3fZ").to_string()
}

fn timestamp(ms: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(ms).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for day in (-25_000..2_932_000).step_by(97) {
            let midnight = timestamp(day * DAY_MS + 61_234_000);
            let expected = midnight.strftime("%Y-%m-%dT%H:%M:%S").to_string();
            assert_eq!(seconds(day * DAY_MS + 61_234_000), expected, "{day}");
        }
    }

    #[test]
    fn a_value_is_shown_in_its_types_own_form_whatever_was_sent() {
        let shown = |kind, sent: &'static str| {
            let csv = csv(kind, Cow::Borrowed(sent.as_bytes())).into_owned();
            (String::from_utf8(csv).expect("text"), json(kind, sent.as_bytes()).to_string())
        };
        let both = |csv: &str, json: &str| (csv.to_owned(), json.to_owned());
        assert_eq!(shown(FieldType::Boolean, "YES"), both("true", "true"));
        assert_eq!(shown(FieldType::Date, "1940-06-07Z"), both("1940-06-07", "\"1940-06-07\""));
        assert_eq!(
            shown(FieldType::Datetime, "2024-01-02T03:04:05.678+02:00"),
            both("2024-01-02T01:04:05.000Z", "\"2024-01-02T01:04:05.000+0000\"")
        );
        assert_eq!(shown(FieldType::Time, "12:30:00"), both("12:30:00.000Z", "\"12:30:00.000Z\""));
        assert_eq!(shown(FieldType::Currency, "5"), both("5", "5.0"));
        assert_eq!(shown(FieldType::Int, "5"), both("5", "5"));
        assert_eq!(shown(FieldType::String, "5"), both("5", "\"5\""));
        assert_eq!(shown(FieldType::Date, "soon"), both("soon", "\"soon\""));
    }
}
