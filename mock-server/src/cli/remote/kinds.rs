//! `bulk-mock fault kinds`: every kind of fault with its parameters, as the schema of rules has them.

use std::fmt::Write;

use serde_json::Value;

use super::ended;
use super::table::line;
use crate::cli::{Failure, log};
use crate::core::nearest::suggest;
use crate::faults::Inject;

/// How deep types are written out.
const DEPTH_MAX: usize = 4;

/// A text is broken after so many characters.
const WIDTH: usize = 100;

/// Prints all kinds, or one.
pub(super) fn print(kind: Option<&str>, json: bool) -> Result<(), Failure> {
    let schema = schemars::schema_for!(Inject).to_value();
    if let Some(kind) = kind
        && !Inject::KINDS.contains(&kind)
    {
        let remedy = suggest(kind, Inject::KINDS.iter().copied());
        return Err(Failure::Wrong(format!("there is no kind of fault `{kind}`; {remedy}")));
    }
    if json {
        log::print(ended(&schema.to_string()).as_bytes());
        return Ok(());
    }
    let shown = Inject::KINDS.iter().filter(|known| kind.is_none_or(|kind| kind == **known));
    let told: Vec<String> = shown.map(|kind| told(kind, &schema)).collect();
    log::print(ended(&told.join("\n")).as_bytes());
    Ok(())
}

/// One kind: what it does, and its keys.
fn told(kind: &str, schema: &Value) -> String {
    let variants = schema["oneOf"].as_array().or(schema["anyOf"].as_array());
    let variants = variants.into_iter().flatten();
    let Some(variant) = variants.into_iter().find(|one| !one["properties"][kind].is_null()) else {
        return kind.to_owned();
    };
    let body = resolved(&variant["properties"][kind], schema);
    let says = [variant, body].into_iter().find_map(|one| one["description"].as_str());
    let mut out = format!("{kind}\n    {}\n", one_line(says.unwrap_or_default()));
    let options = alternatives(body);
    for option in options {
        let _ = writeln!(out, "    {}", wrapped(&shape(option, schema, 0), 4));
        if let Some(says) = option["description"].as_str() {
            let _ = writeln!(out, "        {}", one_line(says));
        }
    }
    if !options.is_empty() {
        return out;
    }
    let required: Vec<&str> =
        body["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let keys = properties(body, schema);
    let width = keys.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, key) in keys {
        let needed = if required.contains(&name.as_str()) { " (needed)" } else { "" };
        let says = key["description"].as_str().map(one_line).unwrap_or_default();
        let said = line(&[String::new(), name, format!("{says}{needed}")], &[2, width, 0]);
        let _ = writeln!(out, "{said}");
        let _ =
            writeln!(out, "{:1$}{2}", "", width + 6, wrapped(&shape(&key, schema, 0), width + 6));
    }
    out
}

/// The forms of which a kind takes one, where it is not a set of keys.
fn alternatives(body: &Value) -> &[Value] {
    let own = body["properties"].is_null();
    let list = ["oneOf", "anyOf"].into_iter().find_map(|list| body[list].as_array());
    list.filter(|_| own).map_or(&[], Vec::as_slice)
}

/// The keys of an object; those of its alternatives as well.
fn properties(body: &Value, root: &Value) -> Vec<(String, Value)> {
    let own = body["properties"].as_object().into_iter().flatten();
    let mut keys: Vec<(String, Value)> =
        own.map(|(name, key)| (name.clone(), key.clone())).collect();
    for list in ["oneOf", "anyOf", "allOf"] {
        for one in body[list].as_array().into_iter().flatten() {
            for (name, key) in properties(resolved(one, root), root) {
                if keys.iter().all(|(known, _)| *known != name) {
                    keys.push((name, key));
                }
            }
        }
    }
    keys
}

/// What a reference leads to, another reference's target included.
fn resolved<'a>(schema: &'a Value, root: &'a Value) -> &'a Value {
    let name = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/"));
    name.map_or(schema, |name| resolved(&root["$defs"][name], root))
}

/// A type as a file would write it: `"a" | { b = number }`.
fn shape(schema: &Value, root: &Value, depth: usize) -> String {
    if schema["$ref"].as_str().is_some_and(|path| path.ends_with("Duration")) {
        return "duration".into();
    }
    let schema = resolved(schema, root);
    if depth > DEPTH_MAX {
        return "…".into();
    }
    if let Some(constant) = schema.get("const") {
        return constant.to_string();
    }
    if let Some(words) = schema["enum"].as_array() {
        return words.iter().map(Value::to_string).collect::<Vec<_>>().join(" | ");
    }
    for list in ["oneOf", "anyOf"] {
        if let Some(options) = schema[list].as_array() {
            let mut shapes: Vec<String> = Vec::new();
            for option in options.iter().filter(|option| option["type"] != "null") {
                let shape = shape(option, root, depth + 1);
                if !shapes.contains(&shape) {
                    shapes.push(shape);
                }
            }
            return shapes.join(" | ");
        }
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null").and_then(Value::as_str),
        kind => kind.as_str(),
    };
    match kind {
        Some("integer" | "number") => "number".into(),
        Some("boolean") => "true | false".into(),
        Some("string") => "text".into(),
        Some("array") => {
            let one = std::slice::from_ref(&schema["items"]);
            let items = schema["prefixItems"].as_array().map_or(one, Vec::as_slice);
            let items: Vec<_> = items.iter().map(|item| shape(item, root, depth + 1)).collect();
            format!("[{}]", items.join(", "))
        }
        Some("object") => {
            let keys = schema["properties"].as_object().into_iter().flatten();
            let keys: Vec<String> = keys
                .map(|(name, key)| format!("{name} = {}", shape(key, root, depth + 1)))
                .collect();
            match (keys.is_empty(), schema.get("additionalProperties")) {
                (true, Some(value)) if value.is_object() => {
                    format!("{{ \"…\" = {} }}", shape(value, root, depth + 1))
                }
                (true, _) => "{}".into(),
                (false, _) => format!("{{ {} }}", keys.join(", ")),
            }
        }
        Some(_) | None => "anything".into(),
    }
}

/// A text whose further lines begin under its first.
fn wrapped(text: &str, indent: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last().map_or(0, |line| line.chars().count());
        match lines.last_mut() {
            Some(line) if last == 0 || last + word.chars().count() < WIDTH - indent => {
                if last > 0 {
                    line.push(' ');
                }
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines.join(&format!("\n{:indent$}", ""))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
