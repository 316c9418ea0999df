//! The JSON Schema of scenario files, from the types that read them: editors complete and check by it.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::Scenario;
use crate::providers::{marketo, salesforce};

/// The schema, with the settings of both providers and their defaults.
pub fn schema() -> Value {
    let generator = SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<Scenario>().to_value();
    // Left out they are findings and no errors, so that all of them are told at once.
    schema["required"] = json!(["version", "why", "source", "providers", "right_client"]);
    let defaults = [
        ("salesforce", toml::Table::try_from(salesforce::settings::Settings::default())),
        ("marketo", toml::Table::try_from(marketo::settings::Settings::default())),
    ];
    for (provider, settings) in defaults {
        let place = format!("/definitions/SettingsSection/properties/{provider}");
        if let (Some(section), Ok(settings)) = (schema.pointer_mut(&place), settings) {
            section["properties"] = Value::Object(settings.iter().map(setting).collect());
        }
    }
    schema
}

/// The schema as it stands in `scenarios/schema.json`.
pub fn schema_text() -> String {
    format!("{:#}\n", schema())
}

fn setting((name, default): (&String, &toml::Value)) -> (String, Value) {
    let default = serde_json::to_value(default).unwrap_or_default();
    let mut says = Map::new();
    if let Value::Object(inner) = &default {
        let inner =
            inner.iter().map(|(name, default)| (name.clone(), json!({ "default": default })));
        says.insert("type".into(), "object".into());
        says.insert("properties".into(), Value::Object(inner.collect()));
    } else {
        says.insert("default".into(), default);
    }
    (name.clone(), Value::Object(says))
}
