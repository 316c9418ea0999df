//! What bulk queries refuse (4.5). Documented, all of it; which texts are known stands in `error`.

use super::super::errors::ApiError;
use super::super::schema::FieldType;
use super::ast::{FieldSet, Query as Written, Selected, Selection, What};
use super::error::{Problem, Read};
use super::query::{Query, Select};
use super::read::Reading;

/// Refuses by the form of a query, and by its object.
pub(super) fn refuse(query: &Written<'_>, reading: &Reading<'_>) -> Read<()> {
    let messages = reading.messages;
    if let [name] = query.from.names[..]
        && let Some(object) = reading.schema.object(name)
        && object.queryable
        && !object.bulkable
    {
        return Err(ApiError::not_bulkable(&object.name).into());
    }
    let list = match &query.select {
        Selection::Count => return Err(Problem::bulk(&messages.bulk_aggregate)),
        Selection::List(list) => list,
    };
    for entry in list {
        match entry.what {
            What::Children(_) => return Err(Problem::bulk(&messages.bulk_children)),
            What::TypeOf => return Err(Problem::bulk(&messages.bulk_typeof)),
            What::Fields(FieldSet::All | FieldSet::Custom) => {
                return Err(Problem::bulk(&messages.bulk_unbounded_fields));
            }
            What::Fields(FieldSet::Standard) | What::Value(_) | What::Label(_) => {}
        }
    }
    if query.group.is_some() {
        return Err(Problem::bulk(&messages.bulk_group_by));
    }
    if list.iter().any(Selected::is_aggregate) {
        return Err(Problem::bulk(&messages.bulk_aggregate));
    }
    if query.offset.is_some() {
        return Err(Problem::bulk(&messages.bulk_offset));
    }
    Ok(())
}

/// Refuses by the types of what is selected.
pub(super) fn refuse_values(query: &Query, reading: &Reading<'_>) -> Read<()> {
    let Select::Rows(columns) = &query.select else { return Ok(()) };
    let has = |wanted: fn(FieldType) -> bool| columns.iter().any(|c| wanted(c.path.kind));
    if has(FieldType::is_compound) {
        return Err(Problem::bulk_compound());
    }
    if has(|kind| kind == FieldType::Base64) {
        return Err(Problem::bulk(&reading.messages.bulk_binary));
    }
    Ok(())
}
