//! The JSON Schema of the protocol, from the types that read and write it.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::{FromAdapter, FromKit, VERSIONS};

/// The schema (draft 2020-12): `$defs.FromKit` and `$defs.FromAdapter` are the lines of either side.
pub fn schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let kit = generator.subschema_for::<FromKit>();
    let adapter = generator.subschema_for::<FromAdapter>();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("bulk-conformance adapter protocol, version {}", VERSIONS[0]),
        "description": "One JSON object a line, in either direction.",
        "anyOf": [kit, adapter],
        "$defs": generator.take_definitions(true),
    })
}
