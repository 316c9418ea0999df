//! A JSON record, read against an object's definition: the columns and texts of a row.
//!
//! The texts are those that an upload would have held; what becomes of them is `rows`' business.

use std::cell::OnceCell;

use serde_json::{Map, Value};

use super::super::errors::ApiError;
use super::super::rows::{RowError, fits_type};
use super::super::schema::{Field, FieldType, Object, Schema};
use super::position::{Step, position, sent};

/// A row: names of columns, and texts; `None` is null.
pub(super) type Cells = Vec<(String, Option<String>)>;

/// Where in a request a record stands, for messages that say so.
#[derive(Clone, Copy)]
pub(super) struct Origin<'a> {
    /// The request's body.
    pub(super) text: &'a [u8],
    /// The way to the record.
    pub(super) path: &'a [Step<'a>],
}

/// A value of a record, by the names that lead to it.
struct Place<'a> {
    origin: Origin<'a>,
    /// The record's own text, looked for when it is first needed: a request may hold many records.
    record: &'a OnceCell<Option<&'a str>>,
    keys: Vec<&'a str>,
}

impl Place<'_> {
    /// Line and column of the record's own property.
    fn at(&self) -> (usize, usize) {
        let own = self.keys.iter().take(1).map(|key| Step::Key(key));
        let path: Vec<Step<'_>> = self.origin.path.iter().copied().chain(own).collect();
        position(self.origin.text, &path)
    }

    /// The value as it was sent.
    fn sent(&self) -> Option<&str> {
        let record = *self.record.get_or_init(|| sent(self.origin.text, self.origin.path));
        let keys: Vec<Step<'_>> = self.keys.iter().map(|key| Step::Key(key)).collect();
        sent(record?.as_bytes(), &keys)
    }
}

/// Reads a record; `attributes` is no field.
pub(super) fn cells(
    schema: &Schema,
    object: &Object,
    record: &Map<String, Value>,
    origin: Origin<'_>,
) -> Result<Cells, ApiError> {
    let mut cells: Cells = Vec::with_capacity(record.len());
    let text = OnceCell::new();
    for (key, value) in record.iter().filter(|(key, _)| !key.eq_ignore_ascii_case("attributes")) {
        let place = Place { origin, record: &text, keys: vec![key] };
        let cell = cell(schema, object, key, value, place)?;
        if cells.iter().any(|(name, _)| *name == cell.0) {
            return Err(ApiError::doubled_property(key));
        }
        cells.push(cell);
    }
    Ok(cells)
}

fn cell<'a>(
    schema: &Schema,
    object: &Object,
    key: &str,
    value: &'a Value,
    place: Place<'a>,
) -> Result<(String, Option<String>), ApiError> {
    if let Some((_, field)) = object.field(key) {
        if field.kind.is_compound() {
            return Err(ApiError::row(&RowError::not_writable(std::iter::once(field))));
        }
        return Ok((field.name.clone(), text(field, value, &place)?));
    }
    let Some((_, field)) = object.relationship(key) else {
        return Err(ApiError::no_such_column(key, &object.name));
    };
    match value {
        Value::Null => Ok((field.name.clone(), None)),
        Value::Object(parent) => parent_cell(schema, field, parent, place),
        other => Err(misfit(&object.name, other, place.at())),
    }
}

/// A parent by one of its values: `"Account": {"External_Id__c": "A-1"}` is a relationship column.
fn parent_cell<'a>(
    schema: &Schema,
    lookup: &Field,
    parent: &'a Map<String, Value>,
    mut place: Place<'a>,
) -> Result<(String, Option<String>), ApiError> {
    let Some(reference) = &lookup.reference else { return Err(ApiError::not_found()) };
    let named = parent.get("attributes").and_then(|a| a.get("type")).and_then(Value::as_str);
    let known: Vec<_> = reference.to.iter().filter_map(|name| schema.object(name)).collect();
    let target = match (named, known.as_slice()) {
        (Some(name), known) => {
            let target = known.iter().find(|target| target.name.eq_ignore_ascii_case(name));
            *target.ok_or_else(|| ApiError::invalid_type(name))?
        }
        (None, [only]) => *only,
        (None, _) => return Err(ApiError::untyped_record()),
    };
    let mut keys = parent.iter().filter(|(key, _)| !key.eq_ignore_ascii_case("attributes"));
    let (Some((key, value)), None) = (keys.next(), keys.next()) else {
        return Err(ApiError::several_parent_keys(&target.name));
    };
    let Some((_, by)) = target.field(key) else {
        return Err(ApiError::no_such_column(key, &target.name));
    };
    if !(by.id_lookup || by.external_id) {
        return Err(ApiError::no_parent_key(&by.name, &target.name));
    }
    place.keys.push(key);
    let relationship = reference.relationship_name.as_deref().unwrap_or_default();
    let prefix = match reference.to.len() {
        1 => String::new(),
        _ => format!("{}:", target.name),
    };
    Ok((format!("{prefix}{relationship}.{}", by.name), text(by, value, &place)?))
}

/// The text of a value: what an upload would have held. Empty is null.
fn text(field: &Field, value: &Value, place: &Place<'_>) -> Result<Option<String>, ApiError> {
    let text = match value {
        Value::Null => return Ok(None),
        Value::String(text) if text.is_empty() => return Ok(None),
        Value::String(text) => text.clone(),
        // `1.10` and long digits are what they were, not what a float makes of them.
        Value::Number(number) if number.is_f64() => {
            // Of a property that stands twice the last one counts, and the first is found.
            let near = |a: f64, b: f64| (a - b).abs() <= b.abs() * 1e-12;
            let same = |sent: &&str| {
                sent.parse().ok().zip(number.as_f64()).is_some_and(|(a, b)| near(a, b))
            };
            let sent = place.sent().filter(same);
            sent.map_or_else(|| number.to_string(), str::to_owned)
        }
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Array(_) | Value::Object(_) => {
            return Err(misfit(field.kind.as_str(), value, place.at()));
        }
    };
    // What a reference holds is checked as a row's; the reader of JSON takes any text for it.
    let fits = field.kind == FieldType::Reference || fits_type(field.kind, text.as_bytes());
    match fits {
        true => Ok(Some(text)),
        false => Err(misfit(field.kind.as_str(), value, place.at())),
    }
}

/// A value that is none of the type's, under the names that the provider's reader has for tokens.
fn misfit(kind: &str, value: &Value, at: (usize, usize)) -> ApiError {
    let (token, shown) = match value {
        Value::Null => ("VALUE_NULL", Some("null".to_owned())),
        Value::Bool(true) => ("VALUE_TRUE", Some("true".to_owned())),
        Value::Bool(false) => ("VALUE_FALSE", Some("false".to_owned())),
        Value::Number(number) if number.is_f64() => {
            ("VALUE_NUMBER_FLOAT", Some(number.to_string()))
        }
        Value::Number(number) => ("VALUE_NUMBER_INT", Some(number.to_string())),
        Value::String(text) => ("VALUE_STRING", Some(text.clone())),
        Value::Array(_) => ("START_ARRAY", None),
        Value::Object(_) => ("START_OBJECT", Some("{".to_owned())),
    };
    ApiError::not_deserialized(kind, token, shown.as_deref(), at)
}
