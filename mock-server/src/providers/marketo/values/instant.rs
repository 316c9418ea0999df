//! Days and instants as text: W3C and ISO 8601 in, one form out.

use std::borrow::Cow;

use jiff::civil::Date;

/// Bytes of `2026-01-31`.
const DATE_BYTES: usize = 10;

/// Bytes of `2026-01-31T00:00:00Z`.
const CANONICAL_BYTES: usize = 20;

/// Seconds of a day.
const DAY_SECONDS: i64 = 86_400;

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
    let (day, rest) = day(text)?;
    let (seconds, offset) = if rest.is_empty() { (0, 0) } else { time(rest)? };
    if is_canonical(text) {
        return Some(Cow::Borrowed(text));
    }
    let at = seconds - offset;
    let day = day.checked_add(jiff::Span::new().days(at.div_euclid(DAY_SECONDS))).ok()?;
    let mut instant = Vec::with_capacity(CANONICAL_BYTES);
    append_at(day, at.rem_euclid(DAY_SECONDS), &mut instant);
    Some(Cow::Owned(instant))
}

/// Appends the instant so many seconds after 1970.
pub(super) fn append(seconds: i64, out: &mut Vec<u8>) {
    let days = i32::try_from(seconds.div_euclid(DAY_SECONDS)).unwrap_or_default();
    let day = Date::constant(1970, 1, 1).checked_add(jiff::Span::new().days(days));
    append_at(day.unwrap_or(Date::MAX), seconds.rem_euclid(DAY_SECONDS), out);
}

/// Appends a day and a second of it.
fn append_at(day: Date, second: i64, out: &mut Vec<u8>) {
    let mut two = |number: i64, end: u8| {
        out.extend_from_slice(&[b'0' + (number / 10 % 10) as u8, b'0' + (number % 10) as u8]);
        if end != 0 {
            out.push(end);
        }
    };
    let year = i64::from(day.year());
    two(year / 100, 0);
    two(year, b'-');
    two(i64::from(day.month()), b'-');
    two(i64::from(day.day()), b'T');
    two(second / 3600, b':');
    two(second / 60 % 60, b':');
    two(second % 60, b'Z');
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

/// Seconds of the day and of the offset, from `T12:34:56.789+01:00` and shorter forms.
fn time(text: &[u8]) -> Option<(i64, i64)> {
    let (b'T' | b't' | b' ', clock) = text.split_first()? else { return None };
    let (hours, rest) = number(clock)?;
    let (minutes, rest) = number(rest.strip_prefix(b":")?)?;
    let (seconds, rest) = match rest.strip_prefix(b":") {
        Some(rest) => {
            let (seconds, rest) = number(rest)?;
            (seconds, without_fraction(rest)?)
        }
        None => (0, rest),
    };
    let known = hours < 24 && minutes < 60 && seconds < 60;
    known.then_some(())?;
    Some((hours * 3600 + minutes * 60 + seconds, offset(rest)?))
}

fn without_fraction(text: &[u8]) -> Option<&[u8]> {
    let Some(fraction) = text.strip_prefix(b".") else { return Some(text) };
    let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (digits > 0).then(|| &fraction[digits..])
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
