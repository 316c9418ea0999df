//! Numbers as text: what is one, and its canonical form.

use std::borrow::Cow;
use std::ops::RangeInclusive;

/// A whole number within bounds, without a plus sign and leading zeros.
pub(super) fn whole(text: &[u8], bounds: RangeInclusive<i64>) -> Option<Cow<'_, [u8]>> {
    let number: i64 = std::str::from_utf8(text).ok()?.parse().ok()?;
    if !bounds.contains(&number) {
        return None;
    }
    Some(if is_json(text) { Cow::Borrowed(text) } else { number.to_string().into_bytes().into() })
}

/// A decimal number, as JSON writes one.
pub(super) fn decimal(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    // What Rust reads beyond digits, such as `inf`, is no number of the provider's.
    if !text.iter().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(byte)) {
        return None;
    }
    let number: f64 = std::str::from_utf8(text).ok()?.parse().ok()?;
    if !number.is_finite() {
        return None;
    }
    Some(if is_json(text) { Cow::Borrowed(text) } else { number.to_string().into_bytes().into() })
}

/// Whether JSON would write a number so: no plus sign, no leading zero, digits around the point, no
/// minus before nothing.
pub(super) fn is_json(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    match digits {
        [b'0'] => text.len() == 1,
        [b'0', b'.', rest @ ..] => !rest.is_empty() && rest.iter().all(u8::is_ascii_digit),
        [b'1'..=b'9', rest @ ..] => {
            let mut parts = rest.split(|byte| *byte == b'.');
            let whole = parts.next().is_some_and(|part| part.iter().all(u8::is_ascii_digit));
            let fraction = parts.next();
            let fraction =
                fraction.is_none_or(|part| !part.is_empty() && part.iter().all(u8::is_ascii_digit));
            whole && fraction && parts.next().is_none()
        }
        _ => false,
    }
}
