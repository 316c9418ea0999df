//! What `GET /sobjects`, `/sobjects/X` and `/sobjects/X/describe` answer, as JSON values.
//! It reads the schema only: no record, no HTTP.

use serde_json::Value;

use super::schema::{Object, Schema};

/// The answer of `GET /sobjects/X/describe` in that API version.
pub fn describe(object: &Object, schema: &Schema, version: u32) -> Value {
    let _ = (object, schema, version);
    Value::Null
}

/// The answer of `GET /sobjects` in that API version.
pub fn global_describe(schema: &Schema, version: u32) -> Value {
    let _ = (schema, version);
    Value::Null
}

/// The answer of `GET /sobjects/X` in that API version, without recent items.
pub fn basic_info(object: &Object, version: u32) -> Value {
    let _ = (object, version);
    Value::Null
}
