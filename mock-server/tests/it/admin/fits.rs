//! Whether a value fits a JSON Schema: so much of it as the document uses. A keyword that is not known
//! here is an error, so that nothing is passed over.

use serde_json::Value;

/// Keywords that say nothing about what fits.
const WORDS: &[&str] = &[
    "description",
    "title",
    "default",
    "format",
    "examples",
    "$schema",
    "example",
    "writeOnly",
    "readOnly",
    "deprecated",
];

/// What keeps a value from fitting; empty if it fits.
pub(super) fn misfits(document: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let schema = match schema {
        Value::Bool(true) => return Vec::new(),
        Value::Object(schema) => schema,
        other => return vec![format!("{at}: {other} is no schema")],
    };
    let mut found = Vec::new();
    let inner = |schema: &Value, value: &Value, at: &str| misfits(document, schema, value, at);
    for (keyword, said) in schema {
        match keyword.as_str() {
            "$ref" => {
                let target = said.as_str().and_then(|target| target.strip_prefix('#'));
                let target = target.and_then(|target| document.pointer(target));
                found.extend(
                    target.map_or(vec![format!("{at}: {said} leads nowhere")], |schema| {
                        inner(schema, value, at)
                    }),
                );
            }
            "type" => {
                let is = |kind: &Value| is_of(kind.as_str().unwrap_or(""), value);
                let fits = said.as_array().map_or_else(|| is(said), |any| any.iter().any(is));
                if !fits {
                    found.push(format!("{at}: {value} is no {said}"));
                }
            }
            "properties" => {
                for (name, schema) in said.as_object().into_iter().flatten() {
                    if let Some(value) = value.get(name) {
                        found.extend(inner(schema, value, &format!("{at}.{name}")));
                    }
                }
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Value::as_object);
                for (name, value) in value.as_object().into_iter().flatten() {
                    if known.is_none_or(|known| !known.contains_key(name)) {
                        match said {
                            Value::Bool(false) => found.push(format!("{at}: no `{name}` is known")),
                            schema => found.extend(inner(schema, value, &format!("{at}.{name}"))),
                        }
                    }
                }
            }
            "required" => {
                for name in said.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    if value.is_object() && value.get(name).is_none() {
                        found.push(format!("{at}: `{name}` is missing"));
                    }
                }
            }
            "items" => {
                for (place, value) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(inner(said, value, &format!("{at}[{place}]")));
                }
            }
            "prefixItems" => {
                let pairs =
                    value.as_array().into_iter().flatten().zip(said.as_array().expect("a list"));
                found.extend(pairs.flat_map(|(value, schema)| inner(schema, value, at)));
            }
            "minItems" | "maxItems" | "minimum" | "maximum" => {
                let size = value.as_array().map(|list| list.len() as f64).or(value.as_f64());
                let (size, bound) = (size.unwrap_or(0.0), said.as_f64().expect("a number"));
                if (keyword.starts_with("min") && size < bound)
                    || (keyword.starts_with("max") && size > bound)
                {
                    found.push(format!("{at}: {value} is beyond {keyword} {bound}"));
                }
            }
            "enum" if !said.as_array().expect("a list").contains(value) => {
                found.push(format!("{at}: {value} is none of {said}"));
            }
            "const" if said != value => found.push(format!("{at}: {value} is not {said}")),
            "enum" | "const" => {}
            "allOf" => {
                let all = said.as_array().into_iter().flatten();
                found.extend(all.flat_map(|schema| inner(schema, value, at)));
            }
            "oneOf" | "anyOf" => {
                let any = said.as_array().expect("a list");
                let fits = any.iter().filter(|schema| inner(schema, value, at).is_empty()).count();
                if fits == 0 || (keyword == "oneOf" && fits > 1) {
                    found.push(format!("{at}: {value} fits {fits} of {said}"));
                }
            }
            word if WORDS.contains(&word) => {}
            other => found.push(format!("{at}: the keyword {other} is not known to the test")),
        }
    }
    found
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        _ => false,
    }
}
