//! Members of a create body in the shapes in which clients send them: numbers as texts, one value in
//! place of a list, null in place of nothing.

use serde_json::Value;

use super::super::errors::ApiError;

/// The wrong shape inside of a filter. Recorded: NM issue 61.
pub(super) fn bad_filter() -> ApiError {
    ApiError::invalid_attribute("filter")
}

/// A value that is there: null counts as absent.
pub(super) fn given(value: Option<&Value>) -> Option<&Value> {
    value.filter(|value| !value.is_null())
}

/// A number, or a text that is one.
pub(super) fn id(value: &Value) -> Result<u64, ApiError> {
    let number = match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.ok_or_else(bad_filter)
}

/// As [`id`], for ids of 32 bits; what is larger is the id of nothing.
pub(super) fn small_id(value: &Value) -> Result<u32, ApiError> {
    id(value).map(|id| u32::try_from(id).unwrap_or(u32::MAX))
}

/// A text that is not blank; `name` is what it is called.
pub(super) fn text<'a>(value: &'a Value, name: &str) -> Result<&'a str, ApiError> {
    match value {
        Value::String(text) if text.trim().is_empty() => Err(ApiError::blank(name)),
        Value::String(text) => Ok(text),
        _ => Err(bad_filter()),
    }
}

/// True or false, or a text that says so.
pub(super) fn boolean(value: &Value) -> Result<bool, ApiError> {
    match value {
        Value::Bool(value) => Ok(*value),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Ok(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Ok(false),
        _ => Err(bad_filter()),
    }
}

/// A list whose values are read by `read`; an absent one is empty.
pub(super) fn list<T>(
    value: Option<&Value>,
    read: impl Fn(&Value) -> Result<T, ApiError>,
) -> Result<Vec<T>, ApiError> {
    match given(value) {
        None => Ok(Vec::new()),
        Some(Value::Array(values)) => values.iter().map(read).collect(),
        Some(_) => Err(bad_filter()),
    }
}
