//! Days and instants as text: W3C and ISO 8601 in, one form out.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::core::calendar::{DAY_MS, day_number, write_second};
use crate::core::time::SimTime;

/// Bytes of `2026-01-31`.
const DATE_BYTES: usize = 10;

/// Bytes of `2026-01-31T00:00:00Z`.
const CANONICAL_BYTES: usize = 20;

/// The start of the year 0, and the end of the year 9999, counted from 1970.
const FIRST_MS: i64 = -719_528 * DAY_MS;
const END_MS: i64 = 2_932_897 * DAY_MS;

/// A day; the time behind it, if any, is left out.
pub(super) fn date(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    let (day, rest) = day(text)?;
    if rest.is_empty() {
        return Some(Cow::Borrowed(text));
    }
    time(rest)?;
    Some(Cow::Owned(format!("{day}").into_bytes()))
}

/// An instant in UTC, to the second: `2026-01-31T00:00:00Z`.
pub(super) fn datetime(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    let ms = milliseconds(text)?;
    if is_canonical(text) {
        return Some(Cow::Borrowed(text));
    }
    let mut instant = Vec::with_capacity(CANONICAL_BYTES);
    append(ms.div_euclid(1000), &mut instant);
    Some(Cow::Owned(instant))
}

/// An instant to the millisecond, in any form that values of fields may have.
pub fn read_instant(text: &str) -> Option<SimTime> {
    milliseconds(text.trim().as_bytes()).map(SimTime::from_millis)
}

/// Appends the instant so many seconds after 1970.
pub(super) fn append(seconds: i64, out: &mut Vec<u8>) {
    let start = out.len();
    out.extend_from_slice(b"0000-00-00T00:00:00Z");
    write_second(&mut out[start..], seconds);
}

/// The milliseconds from 1970 to an instant; `None` for what is none, or lies beyond the calendar.
fn milliseconds(text: &[u8]) -> Option<i64> {
    let (day, rest) = day(text)?;
    let (ms, offset) = if rest.is_empty() { (0, 0) } else { time(rest)? };
    let at = day_number(day) * DAY_MS + ms - offset * 1000;
    (FIRST_MS..END_MS).contains(&at).then_some(at)
}

/// Whether an instant already has the form in which it is stored.
pub(super) fn is_canonical(text: &[u8]) -> bool {
    text.len() == CANONICAL_BYTES && text[DATE_BYTES] == b'T' && text[CANONICAL_BYTES - 1] == b'Z'
}

/// A day of the calendar at the start of a text, and what follows it.
fn day(text: &[u8]) -> Option<(Date, &[u8])> {
    let (head, rest) = text.split_at_checked(DATE_BYTES)?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = head else { return None };
    let year = two(*y1, *y2)? * 100 + two(*y3, *y4)?;
    let small = |number: i64| i8::try_from(number).ok();
    let day = Date::new(i16::try_from(year).ok()?, small(two(*m1, *m2)?)?, small(two(*d1, *d2)?)?);
    Some((day.ok()?, rest))
}

/// Milliseconds of the day and seconds of the offset, from `T12:34:56.789+01:00` and shorter forms.
fn time(text: &[u8]) -> Option<(i64, i64)> {
    let (b'T' | b't' | b' ', clock) = text.split_first()? else { return None };
    let (hours, rest) = number(clock)?;
    let (minutes, rest) = number(rest.strip_prefix(b":")?)?;
    let (seconds, ms, rest) = match rest.strip_prefix(b":") {
        Some(rest) => {
            let (seconds, rest) = number(rest)?;
            let (ms, rest) = fraction(rest)?;
            (seconds, ms, rest)
        }
        None => (0, 0, rest),
    };
    let known = hours < 24 && minutes < 60 && seconds < 60;
    known.then_some(())?;
    Some(((hours * 3600 + minutes * 60 + seconds) * 1000 + ms, offset(rest)?))
}

/// The milliseconds of a fraction, which may be absent or finer, and what follows it.
fn fraction(text: &[u8]) -> Option<(i64, &[u8])> {
    let Some(fraction) = text.strip_prefix(b".") else { return Some((0, text)) };
    let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let digit =
        |place: usize| fraction[..digits].get(place).map_or(0, |byte| i64::from(byte - b'0'));
    (digits > 0).then(|| (digit(0) * 100 + digit(1) * 10 + digit(2), &fraction[digits..]))
}

/// The seconds of `Z`, `+01:00`, `+0100`, `+01`, or nothing.
fn offset(text: &[u8]) -> Option<i64> {
    let (sign, rest) = match text.split_first() {
        None | Some((b'Z' | b'z', [])) => return Some(0),
        Some((b'+', rest)) => (1, rest),
        Some((b'-', rest)) => (-1, rest),
        Some(_) => return None,
    };
    let (hours, rest) = number(rest)?;
    let rest = rest.strip_prefix(b":").unwrap_or(rest);
    let (minutes, rest) = if rest.is_empty() { (0, rest) } else { number(rest)? };
    (rest.is_empty() && hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// Two digits at the start of a text.
fn number(text: &[u8]) -> Option<(i64, &[u8])> {
    let [tens, ones, rest @ ..] = text else { return None };
    Some((two(*tens, *ones)?, rest))
}

fn two(tens: u8, ones: u8) -> Option<i64> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    Some(digit(tens)? * 10 + digit(ones)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_read_in_all_forms_that_clients_send() {
        let read = |text: &str| read_instant(text).map(|at| at.to_string());
        for (same, wanted) in [
            ("2018-02-27T20:12:03Z", "2018-02-27T20:12:03.000Z"),
            ("2018-02-27T20:12:03.768Z", "2018-02-27T20:12:03.768Z"),
            ("2018-02-27T20:12:03.7Z", "2018-02-27T20:12:03.700Z"),
            ("2018-02-27T20:12:03.768999Z", "2018-02-27T20:12:03.768Z"),
            ("2018-02-27T20:12:03+00:00", "2018-02-27T20:12:03.000Z"),
            ("2018-02-27T20:12:03-00:00", "2018-02-27T20:12:03.000Z"),
            ("2018-02-27T20:12:03+0000", "2018-02-27T20:12:03.000Z"),
            ("2018-02-27T14:12:03-06:00", "2018-02-27T20:12:03.000Z"),
            ("2018-02-28T01:12:03+0500", "2018-02-27T20:12:03.000Z"),
            ("2018-02-27T20:12:03", "2018-02-27T20:12:03.000Z"),
            ("2018-02-27 20:12:03", "2018-02-27T20:12:03.000Z"),
            (" 2018-02-27 ", "2018-02-27T00:00:00.000Z"),
        ] {
            assert_eq!(read(same).as_deref(), Some(wanted), "{same}");
        }
        for wrong in [
            "9999-12-31T23:00:00-01:00",
            "",
            "yesterday",
            "27.02.2018",
            "2018-02-30",
            "2018-02-27T",
            "ääääääääää ",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
