//! Values of fields: what each type takes, how it is stored, how it is shown.
//!
//! A value is stored as text in one canonical form (instants in UTC, booleans as words, numbers as
//! JSON writes them), so that showing it is copying. What is not canonical, such as a value that a
//! generator made, is made so when it is shown. Nothing here knows records.

mod instant;
mod number;
mod show;

use std::borrow::Cow;

pub use instant::read_instant;
pub use show::{append_instant, append_number, append_text, instant_text, json, sent};

use super::errors::Reason;
use super::instance::{DataType, Field};
use super::rows::Problem;

/// Characters of a text field. Documented (4.3.8).
const STRING_CHARS_MAX: usize = 255;

/// Bytes of a text area. Documented (4.3.8).
const TEXT_BYTES_MAX: usize = 30_000;

/// What is wrong with a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flaw {
    /// It is none of the field's type.
    Type,
    /// It is no mail address.
    Address,
    /// It is too long.
    Length,
}

/// A value in the form in which it is stored; one that is empty stays so.
///
/// # Errors
/// What is wrong with it. Strictness is recorded (4.5.6); which words are booleans, and that a time
/// without an offset is in UTC, is assumed.
pub fn stored<'a>(field: &Field, sent: &'a [u8]) -> Result<Cow<'a, [u8]>, Flaw> {
    use DataType::{
        Boolean, Currency, Date, Datetime, Email, Float, Formula, Integer, LeadFunction, Percent,
        Phone, Reference, Score, String, Text, Url,
    };
    if sent.is_empty() {
        return Ok(Cow::Borrowed(sent));
    }
    let read = match field.data_type {
        Email => {
            fits(field, sent)?;
            return if is_address(sent) { Ok(Cow::Borrowed(sent)) } else { Err(Flaw::Address) };
        }
        String | Phone | Url | Formula | LeadFunction => {
            fits(field, sent)?;
            Some(Cow::Borrowed(sent))
        }
        Text if sent.len() > TEXT_BYTES_MAX => return Err(Flaw::Length),
        Text => Some(Cow::Borrowed(sent)),
        Integer | Score | Percent => number::whole(sent, i64::from(i32::MIN)..=i64::from(i32::MAX)),
        Reference => number::whole(sent, i64::MIN..=i64::MAX),
        Float | Currency => number::decimal(sent),
        Boolean => boolean(sent).map(|word| Cow::Borrowed(word.as_bytes())),
        Date => instant::date(sent),
        Datetime => instant::datetime(sent),
    };
    read.ok_or(Flaw::Type)
}

/// Why a row with that value is not written. The texts are recorded (4.5.5, 4.5.6); 1077 is relied
/// upon.
pub fn problem(field: &Field, sent: &[u8], flaw: Flaw) -> Problem {
    match flaw {
        Flaw::Type | Flaw::Address => Problem::reported(
            Reason::invalid_value(field.name(), &String::from_utf8_lossy(sent)),
            format!("Invalid data type in field {}", field.display_name),
        ),
        Flaw::Length => Problem::of(Reason::new(1077, "Value for field exceeds max length")),
    }
}

/// Whether a text is no longer than its field. Describe's length counts, 255 otherwise.
fn fits(field: &Field, sent: &[u8]) -> Result<(), Flaw> {
    let chars_max = field.length.map_or(STRING_CHARS_MAX, |length| length as usize);
    // A character takes a byte at least.
    let fits =
        sent.len() <= chars_max || String::from_utf8_lossy(sent).chars().count() <= chars_max;
    if fits { Ok(()) } else { Err(Flaw::Length) }
}

/// Something, an `@`, and a domain with a dot. What exactly the provider refuses is assumed.
fn is_address(text: &[u8]) -> bool {
    let mut parts = text.split(|byte| *byte == b'@');
    let (Some(local), Some(domain), None) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let blank = |byte: &u8| byte.is_ascii_whitespace() || byte.is_ascii_control();
    let dotted = domain.split(|byte| *byte == b'.');
    !local.is_empty()
        && domain.contains(&b'.')
        && dotted.into_iter().all(|label| !label.is_empty())
        && !text.iter().any(|byte| blank(byte) || b",;<>()\"".contains(byte))
}

/// The word for a boolean, letter case ignored.
fn boolean(text: &[u8]) -> Option<&'static str> {
    let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word.as_bytes()));
    if is(&["true", "1", "yes"]) {
        return Some("true");
    }
    is(&["false", "0", "no"]).then_some("false")
}
