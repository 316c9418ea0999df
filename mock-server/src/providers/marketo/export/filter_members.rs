//! The filter of an extract of program members (5.2).

use serde_json::{Map, Value};

use super::super::errors::ApiError;
use super::filter::Known;
use super::json::{bad_filter, boolean, given, list, small_id, text};
use super::spec::MemberFilter;

/// Programs in one extract. Documented.
const PROGRAMS_MAX: usize = 10;

/// Reads it.
///
/// # Errors
/// 1002 without a program, 1003 for both ways of naming programs, too many of them or a status that
/// none of them has, 1013 for an unknown program, 1035 for another filter, 609 for a wrong shape.
pub(super) fn read(
    known: &Known<'_>,
    filter: &Map<String, Value>,
) -> Result<MemberFilter, ApiError> {
    const NAMES: [&str; 6] =
        ["programId", "programIds", "isExhausted", "nurtureCadence", "statusNames", "updatedAt"];
    let given = |name: &str| given(filter.get(name));
    let mut others =
        filter.iter().filter(|(name, value)| !value.is_null() && !NAMES.contains(&name.as_str()));
    if others.next().is_some() {
        return Err(ApiError::filter_not_supported());
    }
    let programs = match (given("programId"), given("programIds")) {
        (Some(_), Some(_)) => {
            return Err(ApiError::invalid_data(&*known.settings.messages.one_filter));
        }
        (Some(one), None) => vec![small_id(one)?],
        (None, several) => list(several, small_id)?,
    };
    if programs.is_empty() {
        return Err(ApiError::missing("programId"));
    }
    known.no_more_than(PROGRAMS_MAX, "programIds", programs.len())?;
    let instance = &known.records.instance;
    if programs.iter().any(|program| instance.program(*program).is_none()) {
        return Err(ApiError::object_not_found("Program"));
    }
    let read = |value: &Value| text(value, "statusNames").map(str::to_owned);
    let statuses = list(given("statusNames"), read)?;
    let of_programs = programs.iter().filter_map(|program| instance.program(*program));
    let has = |name: &String| {
        of_programs
            .clone()
            .any(|program| program.statuses.iter().any(|status| status.name == *name))
    };
    if let Some(unknown) = statuses.iter().find(|name| !has(name)) {
        return Err(known.unknown_value("statusNames", unknown));
    }
    Ok(MemberFilter {
        programs,
        exhausted: given("isExhausted").map(boolean).transpose()?,
        cadence: given("nurtureCadence").map(|value| cadence(known, value)).transpose()?,
        statuses,
        updated: given("updatedAt").map(|value| known.updated(value)).transpose()?,
    })
}

/// `pause` in the guide, `paus` in the reference: both are taken (section 8 of the sheet).
fn cadence(known: &Known<'_>, value: &Value) -> Result<&'static str, ApiError> {
    match value.as_str().ok_or_else(bad_filter)? {
        "paus" | "pause" => Ok("paus"),
        "norm" => Ok("norm"),
        other => Err(known.unknown_value("nurtureCadence", other)),
    }
}
