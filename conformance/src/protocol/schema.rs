//! The JSON Schema of the protocol, from the types that read and write it.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::examples::examples;
use super::{Feature, FromAdapter, FromKit, VERSIONS};

/// The schema (draft 2020-12): `$defs.FromKit` and `$defs.FromAdapter` are the lines of either side.
///
/// Each message has a title and an example; operations and features are closed lists.
pub fn schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let kit = generator.subschema_for::<FromKit>();
    let adapter = generator.subschema_for::<FromAdapter>();
    let feature = generator.subschema_for::<Feature>();
    let mut definitions = generator.take_definitions(true);
    for side in ["FromKit", "FromAdapter"] {
        name_messages(&mut definitions, side);
    }
    // The keys of a map are texts to the generator; here they are a closed list.
    if let Some(features) = pointer(&mut definitions, &["Ready", "properties", "features"]) {
        features.insert("propertyNames".to_owned(), json!(feature));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("bulk-conformance adapter protocol, version {}", VERSIONS[0]),
        "description": "One JSON object a line, in either direction.",
        "anyOf": [kit, adapter],
        "$defs": definitions,
    })
}

/// The schema of the lines of one side: `FromKit` or `FromAdapter`.
pub fn schema_of(side: &str) -> Value {
    let mut schema = schema();
    schema["anyOf"] = json!([{ "$ref": format!("#/$defs/{side}") }]);
    schema
}

/// Gives each message of a side its name and an example.
fn name_messages(definitions: &mut Map<String, Value>, side: &str) {
    let Some(messages) = definitions.get_mut(side).and_then(|side| side["oneOf"].as_array_mut())
    else {
        return;
    };
    for message in messages {
        let Some(name) = message["properties"]["t"]["const"].as_str().map(str::to_owned) else {
            continue;
        };
        let of_it = examples().into_iter().filter(|example| example["t"] == name.as_str());
        message["examples"] = of_it.collect();
        message["title"] = name.into();
    }
}

fn pointer<'a>(
    definitions: &'a mut Map<String, Value>,
    path: &[&str],
) -> Option<&'a mut Map<String, Value>> {
    let (first, rest) = path.split_first()?;
    let first = definitions.get_mut(*first)?;
    rest.iter().try_fold(first, |value, name| value.get_mut(name))?.as_object_mut()
}
