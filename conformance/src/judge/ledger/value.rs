//! What a cell that was given must look like when it is stored.

use jiff::Timestamp;
use serde_json::Value;

use crate::evidence::StoredRow;
use crate::protocol::{Cell, Typed};

/// What must be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Nothing.
    Empty,
    /// This text, character by character.
    Text(String),
    /// This value, in any way of writing it that the provider takes.
    Typed(Typed),
    /// Whatever was there before, or nothing: a blank cell of an update.
    Any,
}

impl Expected {
    /// What a cell of a Salesforce row becomes. A blank text is null on an insert and leaves a field as
    /// it is on an update; `#N/A` is null (salesforce-bulk2.md 3.12).
    pub fn salesforce(cell: &Cell, created: bool) -> Self {
        match cell {
            Cell::Text(text) if text == "#N/A" => Self::Empty,
            cell if cell.is_blank() && created => Self::Empty,
            // A client that has no explicit null sends a blank, which is not wrong for it.
            cell if cell.is_blank() => Self::Any,
            Cell::Text(text) => Self::Text(text.clone()),
            Cell::Typed(typed) => Self::Typed(typed.clone()),
            Cell::Bytes { .. } | Cell::Null | Cell::Missing { .. } => Self::Any,
        }
    }

    /// What a cell of a Marketo row becomes. What a blank does to a lead that is there is not known
    /// (marketo-bulk.md 4.3.6).
    pub fn marketo(cell: &Cell, created: bool) -> Self {
        match cell {
            cell if cell.is_blank() && created => Self::Empty,
            cell if cell.is_blank() => Self::Any,
            Cell::Text(text) => Self::Text(text.clone()),
            Cell::Typed(typed) => Self::Typed(typed.clone()),
            Cell::Bytes { .. } | Cell::Null | Cell::Missing { .. } => Self::Any,
        }
    }

    /// Whether this is stored.
    pub fn is_met_by(&self, stored: &Value) -> bool {
        let text = held_text(stored);
        match self {
            Self::Any => true,
            Self::Empty => text.is_none_or(|text| text.is_empty()),
            Self::Text(expected) => text.as_deref() == Some(expected),
            Self::Typed(typed) => text.is_some_and(|text| means(typed, &text)),
        }
    }

    /// A key as it joins the books.
    pub(super) fn key_of(cell: &Cell) -> String {
        match cell {
            Cell::Text(text) => text.clone(),
            Cell::Typed(typed) => plain(typed),
            Cell::Null | Cell::Missing { .. } | Cell::Bytes { .. } => String::new(),
        }
    }

    /// For findings; the text is `None` where nothing is expected.
    pub(super) fn text(&self) -> Option<String> {
        match self {
            Self::Empty | Self::Any => None,
            Self::Text(text) => Some(text.clone()),
            Self::Typed(typed) => Some(plain(typed)),
        }
    }
}

/// A stored value as text; `None` for a null.
pub fn held_text(stored: &Value) -> Option<String> {
    match stored {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// The value of a field, by its name in any letter case, as providers take it.
pub(super) fn value_of<'a>(record: &'a StoredRow, name: &str) -> &'a Value {
    let found = record.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map_or(&Value::Null, |(_, value)| value)
}

fn plain(typed: &Typed) -> String {
    match typed {
        Typed::Bool(value) => value.to_string(),
        Typed::Int(text) | Typed::Decimal(text) | Typed::Date(text) | Typed::Datetime(text) => {
            text.clone()
        }
    }
}

/// Whether a text that a provider took means this value (salesforce-bulk2.md 3.12).
fn means(typed: &Typed, text: &str) -> bool {
    match typed {
        Typed::Bool(value) => {
            let words: &[&str] = if *value { &["true", "1"] } else { &["false", "0"] };
            words.iter().any(|word| word.eq_ignore_ascii_case(text))
        }
        Typed::Int(digits) | Typed::Decimal(digits) => {
            number(digits).is_some_and(|value| number(text) == Some(value))
        }
        Typed::Date(day) => text.strip_suffix('Z').unwrap_or(text) == day,
        Typed::Datetime(moment) => {
            let instant = |text: &str| text.parse::<Timestamp>().ok();
            instant(moment).is_some_and(|expected| instant(text) == Some(expected))
        }
    }
}

/// A decimal number of any size: whether it is negative, its digits without zeros at either end, and
/// the power of ten behind them.
fn number(text: &str) -> Option<(bool, String, i64)> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (text, 0),
    };
    let negative = mantissa.starts_with('-');
    let mantissa = mantissa.strip_prefix(['-', '+']).unwrap_or(mantissa);
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{part}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = digits.trim_start_matches('0');
    let kept = digits.trim_end_matches('0');
    if kept.is_empty() {
        return Some((false, String::new(), 0));
    }
    let zeros = i64::try_from(digits.len() - kept.len()).ok()?;
    let power = exponent - i64::try_from(part.len()).ok()? + zeros;
    Some((negative, kept.to_owned(), power))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_in_every_way_of_writing_it() {
        let tenth = Expected::Typed(Typed::Decimal("0.10".to_owned()));
        let seen = ["0.1", "1e-1", "0.100", "+0.1", ".1", "0.2", "-0.1", "0,1", ""]
            .map(|text| tenth.is_met_by(&text.into()));
        assert_eq!(seen, [true, true, true, true, true, false, false, false, false]);
    }

    #[test]
    fn an_integer_beyond_two_to_the_53_is_kept_to_its_last_digit() {
        let int = Expected::Typed(Typed::Int("9007199254740993".to_owned()));
        assert!(int.is_met_by(&"9007199254740993".into()));
        assert!(!int.is_met_by(&"9007199254740992".into()));
        assert!(!int.is_met_by(&"9.007199254740992e15".into()));
    }

    #[test]
    fn a_moment_is_the_same_in_every_offset() {
        let moment = Expected::Typed(Typed::Datetime("2026-03-29T01:30:00.000Z".to_owned()));
        assert!(moment.is_met_by(&"2026-03-29T03:30:00+02:00".into()));
        assert!(!moment.is_met_by(&"2026-03-29T01:30:00+02:00".into()));
    }
}
