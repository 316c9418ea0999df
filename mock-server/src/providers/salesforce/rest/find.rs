//! Which record a path names: by its id, or by a value of an external id.

use std::sync::Arc;

use super::super::errors::ApiError;
use super::super::id::Id;
use super::super::rows::RowError;
use super::super::schema::{FieldIndex, KeyPrefix, Object};
use super::super::tables::Tables;
use crate::core::table::{FIRST_STORED, RecordNumber};

/// The living record of an object that an id names.
///
/// # Errors
/// It is no id, another object's, unknown, or that of a deleted record.
pub(super) fn by_id(
    tables: &Tables,
    object: &Object,
    text: &str,
) -> Result<RecordNumber, ApiError> {
    let Some(id) = Id::parse(text) else {
        let shaped =
            matches!(text.len(), 15 | 18) && text.bytes().all(|b| b.is_ascii_alphanumeric());
        return Err(if shaped {
            ApiError::malformed_id(text)
        } else {
            ApiError::no_such_key(text)
        });
    };
    if id.prefix() != object.key_prefix.as_str() {
        return Err(ApiError::no_such_key(text));
    }
    let only = RecordNumber(FIRST_STORED);
    if object.key_prefix == KeyPrefix::ORGANIZATION
        && tables.record_id(object.key_prefix, only) == id
    {
        return Ok(only);
    }
    tables.living(&id).map_err(|error| {
        let deleted = error == RowError::entity_is_deleted();
        if deleted { ApiError::entity_is_deleted() } else { ApiError::not_found() }
    })
}

/// The field of that name, if records are found by it.
///
/// # Errors
/// There is none, or it is neither an external id nor looked up by.
pub(super) fn key_field(object: &Object, name: &str) -> Result<FieldIndex, ApiError> {
    match object.field(name) {
        Some((index, field)) if field.external_id || field.id_lookup => Ok(index),
        Some(_) | None => Err(ApiError::no_such_key(name)),
    }
}

/// The living records that hold `value` in a key field.
pub(super) fn by_key(
    tables: &mut Tables,
    object: &Arc<Object>,
    field: FieldIndex,
    value: &str,
) -> Vec<RecordNumber> {
    match value {
        "" => Vec::new(),
        value => tables.table_mut(object).find(field.0, value.as_bytes()),
    }
}
