//! Request bodies of job calls, read leniently where real clients are sloppy and strictly elsewhere.
//!
//! Source: 3.1 and 3.2. Clients send whole jobs back in a change of state, empty names, nulls; a
//! property that no job has is a setting's business.

use serde_json::{Map, Value};

use super::errors::ApiError;
use super::job::{IngestOperation, JobSpec, UpsertKey};
use super::model::{delimiter_name, line_ending_name};
use super::schema::Schema;
use super::settings::{LetterCase, Settings, UnknownProperty};
use super::version::ApiVersion;
use crate::core::csv::{Delimiter, LineEnding};

/// Every property that any job answer has, and those that only requests have.
const PROPERTIES: &[&str] = &[
    "apexProcessingTime",
    "apiActiveProcessingTime",
    "apiVersion",
    "assignmentRuleId",
    "columnDelimiter",
    "concurrencyMode",
    "contentType",
    "contentUrl",
    "createdById",
    "createdDate",
    "errorMessage",
    "externalIdFieldName",
    "id",
    "isPkChunkingSupported",
    "jobType",
    "lineEnding",
    "numberRecordsFailed",
    "numberRecordsProcessed",
    "object",
    "operation",
    "query",
    "retries",
    "state",
    "systemModstamp",
    "totalProcessingTime",
];

/// What a change of state asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WantedState {
    /// `UploadComplete`.
    UploadComplete,
    /// `Aborted`.
    Aborted,
}

/// A body that is a JSON object whose properties are known.
pub fn object(body: &[u8], settings: &Settings) -> Result<Map<String, Value>, ApiError> {
    let properties = any_object(body)?;
    let unknown = properties.keys().find(|key| !PROPERTIES.contains(&key.as_str()));
    match (unknown, settings.unknown_property) {
        (Some(key), UnknownProperty::Refuse) => {
            Err(ApiError::json_parser(format!("Unrecognized field \"{key}\"")))
        }
        (Some(_), UnknownProperty::Ignore) | (None, _) => Ok(properties),
    }
}

/// A body that is a JSON object.
pub fn any_object(body: &[u8]) -> Result<Map<String, Value>, ApiError> {
    let value: Value = serde_json::from_slice(body).map_err(|error| {
        // The real message is that of another language's library; where it points is the same.
        let text = error.to_string();
        let what = text.split(" at line ").next().unwrap_or(&text);
        let (line, column) = (error.line(), error.column());
        ApiError::json_parser(format!("{what} at [line:{line}, column:{column}]"))
    })?;
    match value {
        Value::Object(properties) => Ok(properties),
        _ => Err(ApiError::json_parser("A JSON object is expected at [line:1, column:1]")),
    }
}

/// Reads what a create asks for.
pub fn job_spec(
    properties: &Map<String, Value>,
    schema: &Schema,
    settings: &Settings,
    version: ApiVersion,
    created_by: u64,
) -> Result<JobSpec, ApiError> {
    let name = text(properties, "object")?.unwrap_or_default();
    let object = schema.object(name).ok_or_else(|| ApiError::unknown_object(name))?;
    let operation = text(properties, "operation")?.unwrap_or_default();
    let known = match settings.operation_letter_case {
        LetterCase::Exact => IngestOperation::from_name(operation),
        LetterCase::Any => IngestOperation::ALL
            .into_iter()
            .find(|known| known.as_str().eq_ignore_ascii_case(operation)),
    };
    let operation = known.ok_or_else(|| ApiError::invalid_value(operation, "operation"))?;
    if !object.bulkable {
        return Err(ApiError::not_bulkable(&object.name));
    }
    if operation == IngestOperation::HardDelete && !settings.hard_delete_permission {
        return Err(ApiError::hard_delete_not_enabled());
    }
    expect(properties, "contentType", &["CSV"])?;
    let (delimiter, line_ending) = dialect(properties)?;
    let external_id = text(properties, "externalIdFieldName")?;
    let upsert_key = match operation {
        IngestOperation::Upsert => Some(upsert_key(object, external_id)?),
        IngestOperation::Insert
        | IngestOperation::Update
        | IngestOperation::Delete
        | IngestOperation::HardDelete => None,
    };
    Ok(JobSpec {
        object: std::sync::Arc::clone(object),
        operation,
        upsert_key,
        delimiter,
        line_ending,
        assignment_rule_id: text(properties, "assignmentRuleId")?.map(str::to_owned),
        version,
        created_by,
    })
}

/// The delimiter and the line ending that a create asks for, or their defaults.
pub fn dialect(properties: &Map<String, Value>) -> Result<(Delimiter, LineEnding), ApiError> {
    let delimiter = one_of(properties, "columnDelimiter", &Delimiter::ALL, delimiter_name)?;
    let line_ending = one_of(properties, "lineEnding", &LineEnding::ALL, line_ending_name)?;
    Ok((delimiter.unwrap_or(Delimiter::Comma), line_ending.unwrap_or(LineEnding::Lf)))
}

/// Reads what a change of state asks for; a state that no client may set is an invalid value.
pub fn wanted_state(
    properties: &Map<String, Value>,
    settings: &Settings,
) -> Result<WantedState, ApiError> {
    let state = text(properties, "state")?.unwrap_or_default();
    let is = |name: &str| match settings.state_letter_case {
        LetterCase::Exact => state == name,
        LetterCase::Any => state.eq_ignore_ascii_case(name),
    };
    if is("UploadComplete") {
        Ok(WantedState::UploadComplete)
    } else if is("Aborted") {
        Ok(WantedState::Aborted)
    } else {
        Err(ApiError::invalid_value(state, "state"))
    }
}

/// A property's text; absent and null are the same.
pub fn text<'a>(
    properties: &'a Map<String, Value>,
    key: &str,
) -> Result<Option<&'a str>, ApiError> {
    match properties.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(ApiError::invalid_value(&other.to_string(), key)),
    }
}

/// Refuses a value that is not in its list.
pub fn expect(properties: &Map<String, Value>, key: &str, known: &[&str]) -> Result<(), ApiError> {
    match text(properties, key)? {
        Some(value) if !known.contains(&value) => Err(ApiError::invalid_value(value, key)),
        Some(_) | None => Ok(()),
    }
}

fn one_of<T: Copy>(
    properties: &Map<String, Value>,
    key: &str,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Result<Option<T>, ApiError> {
    let Some(value) = text(properties, key)? else { return Ok(None) };
    let found = all.iter().find(|one| name(**one) == value);
    found.map(|one| Some(*one)).ok_or_else(|| ApiError::invalid_value(value, key))
}

/// The field that an upsert matches by: `Id`, or an external id of the object.
fn upsert_key(object: &super::schema::Object, name: Option<&str>) -> Result<UpsertKey, ApiError> {
    let Some(name) = name else { return Err(ApiError::external_id_blank(&object.name)) };
    if name.eq_ignore_ascii_case("Id") {
        return Ok(UpsertKey::Id);
    }
    match object.field(name) {
        Some((index, field)) if field.external_id => Ok(UpsertKey::Field(index)),
        Some(_) | None => Err(ApiError::not_an_external_id(name, &object.name)),
    }
}
