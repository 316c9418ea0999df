//! The filter of an extract of activities (5.2).

use serde_json::{Map, Value};

use super::super::errors::ApiError;
use super::super::instance::numbers::DELETE_LEAD;
use super::dates::DateRange;
use super::filter::Known;
use super::json::{given, id, list, small_id, text};
use super::spec::{ActivityFilter, Primary};

/// Primary attributes in one extract. Documented.
const PRIMARIES_MAX: usize = 50;

/// Reads it.
///
/// # Errors
/// 1002 without `createdAt`, 1003 for types or primary attributes that do not go together, 1035 for
/// another filter, 609 for a wrong shape.
pub(super) fn read(
    known: &Known<'_>,
    filter: &Map<String, Value>,
) -> Result<ActivityFilter, ApiError> {
    const NAMES: [&str; 4] =
        ["createdAt", "activityTypeIds", "primaryAttributeValueIds", "primaryAttributeValues"];
    let other =
        |(name, value): &(&String, &Value)| !value.is_null() && !NAMES.contains(&name.as_str());
    if filter.iter().any(|member| other(&member)) {
        return Err(ApiError::filter_not_supported());
    }
    let Some(created) = given(filter.get("createdAt")) else {
        return Err(ApiError::missing("createdAt"));
    };
    let created = DateRange::read(created, known.settings)?;
    let types = list(filter.get("activityTypeIds"), small_id)?;
    // Documented: its activities come from another call.
    if types.contains(&DELETE_LEAD) {
        return Err(known.unknown_value("activityTypeIds", &DELETE_LEAD.to_string()));
    }
    let ids = list(filter.get("primaryAttributeValueIds"), id)?;
    let name = |value: &Value| text(value, "primaryAttributeValues").map(str::to_owned);
    let names = list(filter.get("primaryAttributeValues"), name)?;
    known.no_more_than(PRIMARIES_MAX, "primaryAttributeValueIds", ids.len())?;
    known.no_more_than(PRIMARIES_MAX, "primaryAttributeValues", names.len())?;
    let primary = match (ids.is_empty(), names.is_empty()) {
        (true, true) => None,
        (false, true) => Some(Primary::Ids(ids)),
        (true, false) => Some(Primary::Names(names)),
        (false, false) => {
            return Err(ApiError::invalid_data(&*known.settings.messages.one_filter));
        }
    };
    if primary.is_some() {
        of_one_group(known, &types)?;
    }
    Ok(ActivityFilter { created, types, primary })
}

/// Whether types are about the same kind of assets, as a filter by what they are about needs.
fn of_one_group(known: &Known<'_>, types: &[u32]) -> Result<(), ApiError> {
    if types.is_empty() {
        return Err(ApiError::missing("activityTypeIds"));
    }
    let group = |id: &u32| known.records.instance.activity_type(*id)?.asset_group.as_deref();
    let first = types.first().and_then(group);
    let alike = first.is_some() && types.iter().all(|id| group(id) == first);
    let mixed = || ApiError::invalid_data(&*known.settings.messages.mixed_asset_groups);
    if alike { Ok(()) } else { Err(mixed()) }
}
