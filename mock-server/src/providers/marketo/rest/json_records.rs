//! Records in a JSON body: `input`, its limit, and each record as a row that rules take.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::super::errors::{ApiError, Reason};
use super::super::settings::Settings;
use super::super::values;
use super::lead_ids;

/// A record of a body.
pub(super) type Record = Map<String, Value>;

/// The cells of a record, in the order of its keys.
pub(super) type RowCells<'a> = Vec<Option<Cow<'a, [u8]>>>;

/// The records of a call.
///
/// # Errors
/// 1002 without any (documented), 609 for what are none (recorded), 1003 for too many.
pub(super) fn input<'a>(
    body: &'a Record,
    settings: &Settings,
) -> Result<Vec<&'a Record>, ApiError> {
    let wrong = || ApiError::invalid_attribute("input");
    let input = body.get("input").filter(|input| !input.is_null());
    let input = input.ok_or_else(|| ApiError::missing("input"))?.as_array().ok_or_else(wrong)?;
    if input.is_empty() {
        return Err(ApiError::missing("input"));
    }
    lead_ids::at_most(input.len(), settings)?;
    input.iter().map(|record| record.as_object().ok_or_else(wrong)).collect()
}

/// A member of the body that is text.
///
/// # Errors
/// 609 for anything else.
pub(super) fn text<'a>(body: &'a Record, name: &str) -> Result<Option<&'a str>, ApiError> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str()).filter(|text| !text.is_empty())),
        Some(_) => Err(ApiError::invalid_attribute(name)),
    }
}

/// The names and the cells of a record.
///
/// # Errors
/// As [`cells`].
pub(super) fn row(record: &Record) -> Result<(Vec<String>, RowCells<'_>), Reason> {
    Ok((record.keys().cloned().collect(), cells(record)?))
}

/// The cells of a record.
///
/// # Errors
/// 1003 for a list or an object in the place of a value.
pub(super) fn cells(record: &Record) -> Result<RowCells<'_>, Reason> {
    let mut cells = Vec::with_capacity(record.len());
    for (name, value) in record {
        let text = values::sent(value);
        let text = text.ok_or_else(|| Reason::invalid_value(name, &value.to_string()))?;
        cells.push(Some(match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        }));
    }
    Ok(cells)
}

/// What is said of a record: its place, what came of it, and one more thing.
pub(super) fn said(seq: usize, status: &str, (name, value): (&str, Value)) -> Value {
    let mut said = Map::new();
    said.insert("seq".into(), seq.into());
    said.insert("status".into(), status.into());
    said.insert(name.into(), value);
    Value::Object(said)
}

/// What is said of a record that was passed over.
pub(super) fn skipped(seq: usize, reason: &Reason) -> Value {
    said(seq, "skipped", ("reasons", json!([reason.json()])))
}
