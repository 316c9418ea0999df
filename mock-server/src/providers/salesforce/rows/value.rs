//! Whether one value fits its field: types first, then lengths, lists and ranges.
//!
//! Pure: it sees a field and a text, never a record. Values are stored as they were sent; nothing
//! here changes one.

use super::super::id::Id;
use super::super::schema::{Field, FieldType};
use super::error::RowError;

/// Checks that `value`, which is not empty, can be read as the field's type; `column` counts from 0.
pub(super) fn deserializes(
    field: &Field,
    column: usize,
    value: &[u8],
) -> Result<(), Box<RowError>> {
    if fits_type(field.kind, value) {
        return Ok(());
    }
    let shown = String::from_utf8_lossy(value);
    Err(Box::new(RowError::not_deserialized(field, column, &shown, field.kind.soap_type())))
}

/// Whether `value`, which is not empty, can be read as that type.
pub fn fits_type(kind: FieldType, value: &[u8]) -> bool {
    match kind {
        FieldType::Boolean => is_boolean(value),
        FieldType::Int => text(value).parse::<i32>().is_ok(),
        FieldType::Long => text(value).parse::<i64>().is_ok(),
        FieldType::Double | FieldType::Currency | FieldType::Percent => {
            text(value).parse::<f64>().is_ok_and(f64::is_finite)
        }
        FieldType::Date => is_date(text(value)),
        FieldType::Datetime => is_datetime(text(value)),
        FieldType::Time => is_time(text(value)),
        FieldType::Id
        | FieldType::String
        | FieldType::Textarea
        | FieldType::Picklist
        | FieldType::Multipicklist
        | FieldType::Combobox
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::Reference
        | FieldType::Address
        | FieldType::Location
        | FieldType::Base64
        | FieldType::Encryptedstring
        | FieldType::AnyType => true,
    }
}

/// Checks what the field asks of a value of its type, which is not empty.
pub(super) fn keeps_rules(
    field: &Field,
    value: &[u8],
    chars_max: usize,
) -> Result<(), Box<RowError>> {
    let shown = || String::from_utf8_lossy(value).into_owned();
    let limit = chars_max.min(field.length as usize);
    if field.length > 0 && field.kind.is_text() && longer_than(value, limit) {
        return Err(Box::new(RowError::too_long(field, &shown(), limit)));
    }
    match field.kind {
        FieldType::Email if !is_email(value) => {
            Err(Box::new(RowError::invalid_email(field, &shown())))
        }
        FieldType::Picklist | FieldType::Multipicklist
            if field.restricted_picklist && !is_listed(field, value) =>
        {
            Err(Box::new(RowError::restricted_picklist(field, &shown())))
        }
        FieldType::Reference if Id::parse(text(value)).is_none() => {
            Err(Box::new(RowError::malformed_id(&field.label, &shown(), &field.name)))
        }
        FieldType::Double | FieldType::Currency | FieldType::Percent
            if exceeds_digits(field, text(value)) =>
        {
            Err(Box::new(RowError::out_of_range(field, &shown())))
        }
        _ => Ok(()),
    }
}

/// Whether a value has more than `limit` characters; bytes are counted first since they are cheap.
pub(super) fn longer_than(value: &[u8], limit: usize) -> bool {
    value.len() > limit && String::from_utf8_lossy(value).chars().count() > limit
}

/// The value as text; what is not UTF-8 fits no type but text.
fn text(value: &[u8]) -> &str {
    std::str::from_utf8(value).unwrap_or("\u{fffd}")
}

/// Documented: `true` and `false`; of the older guide: `1`, `0`, `yes`, `no`, in any letter case.
fn is_boolean(value: &[u8]) -> bool {
    let known: [&[u8]; 6] = [b"true", b"false", b"1", b"0", b"yes", b"no"];
    known.iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// Documented: `yyyy-MM-dd`; the guide's own sample has a `Z` behind it.
fn is_date(value: &str) -> bool {
    let day = value.strip_suffix('Z').unwrap_or(value);
    day.len() == 10 && day.parse::<jiff::civil::Date>().is_ok()
}

/// Documented: `yyyy-MM-ddTHH:mm:ss[.SSS]` with `Z` or an offset, in either spelling.
fn is_datetime(value: &str) -> bool {
    let bytes = value.as_bytes();
    let with_seconds = bytes.get(10) == Some(&b'T') && bytes.get(16) == Some(&b':');
    with_seconds && value.parse::<jiff::Timestamp>().is_ok()
}

/// Documented: `HH:mm:ss[.SSS]`, with or without a `Z`.
fn is_time(value: &str) -> bool {
    let time = value.strip_suffix('Z').unwrap_or(value);
    time.len() >= 8 && time.parse::<jiff::civil::Time>().is_ok()
}

/// One `@`, something before it, a dotted name after it, no blanks, nothing that mail forbids.
fn is_email(value: &[u8]) -> bool {
    let Some(at) = memchr::memchr(b'@', value) else { return false };
    let (local, host) = (&value[..at], &value[at + 1..]);
    let dotted = memchr::memchr(b'.', host).is_some_and(|dot| dot > 0) && !host.ends_with(b".");
    let clean =
        |byte: &u8| !matches!(byte, 0..=b' ' | b'@' | b',' | b';' | b'<' | b'>' | b'"' | 127);
    !local.is_empty() && dotted && local.iter().chain(host).all(clean)
}

fn is_listed(field: &Field, value: &[u8]) -> bool {
    let listed = |one: &[u8]| {
        field.picklist.iter().any(|entry| entry.active && entry.value.as_bytes() == one)
    };
    match field.kind {
        FieldType::Multipicklist => value.split(|byte| *byte == b';').all(listed),
        _ => listed(value),
    }
}

/// Whether a number has more digits before the point than `precision - scale`.
fn exceeds_digits(field: &Field, value: &str) -> bool {
    let whole = i32::from(field.precision) - i32::from(field.scale);
    let number: f64 = value.parse().unwrap_or(0.0);
    field.precision > 0 && number.abs() >= 10_f64.powi(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_and_datetimes_carry_an_offset() {
        for good in ["1940-06-07", "1940-06-07Z"] {
            assert!(is_date(good), "{good}");
        }
        for bad in ["2003-04-987654321987654321", "1940-6-7", "1940-13-01", "07/06/1940", ""] {
            assert!(!is_date(bad), "{bad}");
        }
        for good in
            ["2002-10-10T12:00:00.000Z", "2002-10-10T12:00:00-05:00", "2002-10-10T12:00:00+0000"]
        {
            assert!(is_datetime(good), "{good}");
        }
        for bad in [
            "2002-10-10",
            "2002-10-10 12:00:00Z",
            "2002-10-10T12:00:00",
            "2002-10-10T12:00Z",
            "now",
        ] {
            assert!(!is_datetime(bad), "{bad}");
        }
        assert!(is_time("12:30:00.000Z") && !is_time("25:00:00"));
    }

    #[test]
    fn a_mail_address_has_a_name_and_a_dotted_host() {
        for good in
            ["a@b.co", "Jo.Doe+x@mail.example.com", "o'brien@ex-ample.org", "naïve@exämple.com"]
        {
            assert!(is_email(good.as_bytes()), "{good}");
        }
        for bad in ["foo", "@b.co", "a@b", "a@.co", "a@b.", "a b@c.de", "a@b@c.de", "a@b.c\0"] {
            assert!(!is_email(bad.as_bytes()), "{bad}");
        }
    }
}
