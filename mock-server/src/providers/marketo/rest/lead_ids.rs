//! Leads that a call names by their ids, and what is said of each in the answer.

use serde_json::{Value, json};

use super::super::errors::{ApiError, Reason};
use super::super::request::{Asked, JsonBody};
use super::super::settings::Settings;

/// Leads that a call takes at most. Documented (section 3).
pub(super) const LEADS_MAX: usize = 300;

/// The ids in `id=1&id=2`, `id=1,2` or `{"input":[{"id":1}]}`; the last one only if there is no
/// parameter.
///
/// # Errors
/// 1003 for none or too many, 1001 and 609 for what is no id, 612 for another content type.
pub(super) fn asked(asked: &Asked, settings: &Settings) -> Result<Vec<u64>, ApiError> {
    let listed = asked.params.list("id");
    let ids = match (listed.is_empty(), &asked.body) {
        (false, _) => numbers(&listed)?,
        (true, JsonBody::Absent) => Vec::new(),
        (true, _) => in_body(asked)?,
    };
    at_most(ids.len(), settings)?;
    if ids.is_empty() { Err(not_specified()) } else { Ok(ids) }
}

/// Ids as numbers.
///
/// # Errors
/// 1001 for what is none.
pub(super) fn numbers(texts: &[&str]) -> Result<Vec<u64>, ApiError> {
    let number = |text: &&str| text.parse().map_err(|_| ApiError::invalid_type(text, "Integer"));
    texts.iter().map(number).collect()
}

/// Recorded (2.8).
pub(super) fn not_specified() -> ApiError {
    ApiError::not_specified("Lead ids")
}

/// Refuses more records than a call takes.
///
/// # Errors
/// 1003; its text is a setting.
pub(super) fn at_most(records: usize, settings: &Settings) -> Result<(), ApiError> {
    let text = || settings.messages.too_many_records.replace("{most}", &LEADS_MAX.to_string());
    if records > LEADS_MAX { Err(ApiError::invalid_data(text())) } else { Ok(()) }
}

fn in_body(asked: &Asked) -> Result<Vec<u64>, ApiError> {
    let Some(input) = asked.object()?.get("input").filter(|input| !input.is_null()) else {
        return Ok(Vec::new());
    };
    let input = input.as_array().ok_or_else(|| ApiError::invalid_attribute("input"))?;
    input.iter().map(in_record).collect()
}

fn in_record(record: &Value) -> Result<u64, ApiError> {
    let record = record.as_object().ok_or_else(|| ApiError::invalid_attribute("input"))?;
    let id = match record.get("id") {
        Some(Value::String(text)) => text.trim().parse().ok(),
        Some(id) => id.as_u64(),
        None => None,
    };
    id.ok_or_else(|| ApiError::invalid_attribute("id"))
}

/// A lead of which something is said.
pub(super) fn said(id: u64, status: &str) -> Value {
    json!({ "id": id, "status": status })
}

/// A lead that was passed over.
pub(super) fn skipped(id: u64, reason: &Reason) -> Value {
    json!({ "id": id, "status": "skipped", "reasons": [reason.json()] })
}
