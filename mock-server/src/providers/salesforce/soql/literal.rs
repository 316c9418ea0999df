//! What a literal says: texts without their escapes, numbers, dates and times.
//!
//! Source: SOQL reference, "Quoted string escape sequences" and "Date formats" (documented, unread).

use super::super::typed::time_of_day;
use super::like;
use super::query::Pattern;
use crate::core::calendar::{DAY_MS, day_number};

/// A character of a text in quotes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    /// As it stands, or what an escape stands for.
    Plain(char),
    /// `\_` or `\%`: the character itself, even in a pattern.
    Literal(char),
}

/// The escape that a text begins with, and its length in bytes.
pub(super) fn escape(text: &str) -> Option<(Unit, usize)> {
    let letter = text.strip_prefix('\\')?.chars().next()?;
    let plain = |c| Some((Unit::Plain(c), 2));
    match letter {
        'n' | 'N' => plain('\n'),
        'r' | 'R' => plain('\r'),
        't' | 'T' => plain('\t'),
        'b' | 'B' => plain('\u{8}'),
        'f' | 'F' => plain('\u{c}'),
        '"' | '\'' | '\\' => plain(letter),
        '_' | '%' => Some((Unit::Literal(letter), 2)),
        'u' | 'U' => {
            let digits = text.get(2..6).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
            let number = u32::from_str_radix(digits, 16).ok()?;
            // Half of a pair is no character of its own.
            Some((Unit::Plain(char::from_u32(number).unwrap_or('\u{fffd}')), 6))
        }
        _ => None,
    }
}

/// The characters between two quotes; an unknown escape, which no reader lets through, is skipped.
fn units(inside: &str) -> impl Iterator<Item = Unit> {
    let mut rest = inside;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let (unit, length) = escape(rest).unwrap_or((Unit::Plain(first), first.len_utf8()));
        rest = &rest[length..];
        Some(unit)
    })
}

/// The text between two quotes.
pub(super) fn text(inside: &str) -> String {
    units(inside).map(|(Unit::Plain(c) | Unit::Literal(c))| c).collect()
}

/// The pattern of `LIKE` between two quotes.
pub(super) fn pattern(inside: &str) -> Pattern {
    like::pattern(units(inside))
}

/// What a word that begins like a number says.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Numeral {
    /// A number.
    Number(f64),
    /// A day, since 1970.
    Date(i64),
    /// An instant, in milliseconds since 1970.
    Datetime(i64),
    /// A time of day, in milliseconds since midnight.
    Time(i64),
}

/// Reads a word that begins like a number.
pub(super) fn numeral(word: &str) -> Option<Numeral> {
    let signs = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
    let is_year = |year: &str| year.bytes().all(|byte| byte.is_ascii_digit());
    if word.get(..4).is_some_and(is_year) && word.get(4..5) == Some("-") {
        return match word.len() {
            10 => word.parse().ok().map(|date| Numeral::Date(day_number(date))),
            _ => instant(word).map(Numeral::Datetime),
        };
    }
    if word.get(2..3) == Some(":") {
        return time_of_day(word).map(Numeral::Time);
    }
    let number: f64 = word.chars().all(signs).then(|| word.parse().ok())??;
    number.is_finite().then_some(Numeral::Number(number))
}

/// A day, a `T`, a time and a zone.
fn instant(word: &str) -> Option<i64> {
    let separated = word.get(10..11).is_some_and(|letter| letter.eq_ignore_ascii_case("T"));
    if !separated {
        return None;
    }
    match word.parse::<jiff::Timestamp>() {
        Ok(instant) => Some(instant.as_millisecond()),
        // The last days of the year 9999 stand for "no end", and are in no zone but UTC.
        Err(_) => {
            let utc = word.strip_suffix(['Z', 'z']).or_else(|| word.strip_suffix("+00:00"))?;
            let end: jiff::civil::DateTime = utc.parse().ok()?;
            let midnight = day_number(end.date()) * DAY_MS;
            let since = end.time().since(jiff::civil::Time::midnight()).ok()?;
            let ms = since.total(jiff::Unit::Millisecond).ok()?;
            Some(midnight + ms as i64)
        }
    }
}
