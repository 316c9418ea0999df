//! The document at `GET /_mock/openapi.json`: OpenAPI 3.1, made from the table of calls and their types.

use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::answer::Told;
use super::error::Refused;
use super::route::{Described, Route};

/// What each status of a refusal means.
const REFUSALS: &[(u16, &str)] = &[
    (400, "The call is wrong."),
    (401, "The admin token is missing or wrong."),
    (403, "The call comes from a page in a browser."),
    (404, "There is nothing of that name."),
    (409, "It does not fit what there is."),
    (413, "The body is too large."),
    (503, "Not now."),
];

/// The document of a table of calls.
pub(super) fn document(routes: &[Route]) -> Value {
    let settings =
        SchemaSettings::draft2020_12().with(|s| s.definitions_path = "/components/schemas".into());
    let mut schemas = settings.into_generator();
    let refused = schemas.subschema_for::<Refused>();
    let mut paths: Map<String, Value> = Map::new();
    for route in routes {
        let operation = operation(route, &refused, &mut schemas);
        let methods = paths.entry(route.path).or_insert_with(|| json!({}));
        methods[route.method.as_str().to_ascii_lowercase()] = operation;
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "bulk-mock admin",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What a tester does to a running server.",
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "paths": paths,
        "components": {
            "schemas": schemas.take_definitions(true),
            "securitySchemes": { "admin": {
                "type": "http",
                "scheme": "bearer",
                "description": "Only where the server was started with --admin-token.",
            } },
        },
    })
}

fn operation(route: &Route, refused: &Schema, schemas: &mut SchemaGenerator) -> Value {
    let described = (route.describe)(schemas);
    let mut parameters = path_parameters(route.path);
    parameters.extend(query_parameters(&described.query));
    let mut operation = json!({
        "operationId": route.name,
        "summary": route.summary,
        "responses": responses(route, &described, refused, !parameters.is_empty()),
        "security": if route.open { json!([]) } else { json!([{}, { "admin": [] }]) },
    });
    if !parameters.is_empty() {
        operation["parameters"] = parameters.into();
    }
    if !described.bodies.is_empty() {
        let mut content = Map::new();
        for (content_type, schema) in described.bodies {
            content.insert(content_type.to_owned(), media(route.example, content_type, &schema));
        }
        operation["requestBody"] =
            json!({ "required": !described.body_may_be_empty, "content": content });
    }
    operation
}

fn media(example: &str, content_type: &str, schema: &Schema) -> Value {
    let mut media = json!({ "schema": schema });
    match serde_json::from_str::<Value>(example) {
        Ok(value) if content_type == "application/json" => media["example"] = value,
        // A text that is no JSON is TOML.
        Err(_) if !example.is_empty() => media["example"] = example.into(),
        Ok(_) | Err(_) => {}
    }
    media
}

/// The parts of a path that are in braces.
fn path_parameters(path: &str) -> Vec<Value> {
    let parts = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let parameter = |name: &str| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
    parts.map(parameter).collect()
}

/// The properties of a query's type, each a parameter.
fn query_parameters(query: &Schema) -> Vec<Value> {
    let required: Vec<&str> = query
        .get("required")
        .and_then(Value::as_array)
        .map_or_else(Vec::new, |names| names.iter().filter_map(Value::as_str).collect());
    let properties = query.get("properties").and_then(Value::as_object);
    let parameter = |(name, schema): (&String, &Value)| {
        let mut schema = schema.clone();
        let description = schema.as_object_mut().and_then(|schema| schema.remove("description"));
        let is_required = required.contains(&name.as_str());
        let mut parameter =
            json!({ "name": name, "in": "query", "required": is_required, "schema": schema });
        if let Some(description) = description {
            parameter["description"] = description;
        }
        parameter
    };
    properties.into_iter().flatten().map(parameter).collect()
}

fn responses(route: &Route, described: &Described, refused: &Schema, takes: bool) -> Value {
    let mut responses: Map<String, Value> = Map::new();
    for Told { status, content_type, schema } in &described.answers {
        let response = responses
            .entry(status.to_string())
            .or_insert_with(|| json!({ "description": "Done.", "content": {} }));
        response["content"][*content_type] = json!({ "schema": schema });
    }
    let has_body = !described.bodies.is_empty();
    let implied = [
        (400, takes || has_body),
        (401, !route.open),
        (403, true),
        (404, route.path.contains('{')),
        (413, has_body),
    ];
    for (status, says) in REFUSALS {
        let is_implied = implied.iter().any(|(known, holds)| known == status && *holds);
        if is_implied || route.refuses.contains(status) {
            let content = json!({ "application/json": { "schema": refused } });
            let response = json!({ "description": says, "content": content });
            responses.entry(status.to_string()).or_insert(response);
        }
    }
    Value::Object(responses)
}
