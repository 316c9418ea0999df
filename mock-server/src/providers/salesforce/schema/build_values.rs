//! The values of a pick list, and the value that an insert without the field gets.
//! It sees one field, whose type is known.

use super::{DefinitionError, Field, FieldType, PicklistValue};
use crate::core::document::Section;
use crate::core::document::{Node, Value};
use crate::core::nearest::suggest;

const VALUE_KEYS: [&str; 4] = ["value", "label", "active", "default"];

/// Reads `values`, `restricted` and `default` of a field.
pub(super) fn read(section: &Section<'_>, field: &mut Field) -> Result<(), DefinitionError> {
    let default = section.scalar("default")?;
    for key in ["values", "restricted"] {
        if section.has(key) && !field.kind.has_values() {
            let problem = format!("a field of type {} has no values", field.kind.as_str());
            return Err(section.error(key, problem, "use `type = \"picklist\"`"));
        }
    }
    for item in section.list("values")? {
        let value = read_value(section, item)?;
        if field.picklist.iter().any(|known| known.value == value.value) {
            let problem = format!("the value `{}` is listed twice", value.value);
            return Err(section.error("values", problem, "remove one of the two"));
        }
        field.picklist.push(value);
    }
    field.restricted_picklist = section.flag("restricted")?.unwrap_or(false);
    if field.restricted_picklist && field.picklist.is_empty() {
        let remedy = "add `values = [\"…\"]`, or remove `restricted`";
        return Err(section.error("restricted", "a restricted picklist has no values", remedy));
    }
    if let Some(default) = default {
        mark_default(section, field, &default)?;
        field.default = Some(default);
    }
    Ok(())
}

/// A value is a text, or a table where its label differs or it is inactive.
fn read_value(section: &Section<'_>, item: &Node) -> Result<PicklistValue, DefinitionError> {
    match &item.value {
        Value::Text(text) => Ok(PicklistValue {
            value: text.clone(),
            label: text.clone(),
            active: true,
            default_value: false,
        }),
        Value::Table(table) => {
            let value = Section::new(table, &VALUE_KEYS)?;
            let text = value.required_text("value", "what is stored")?;
            Ok(PicklistValue {
                value: text.to_owned(),
                label: value.text("label")?.unwrap_or(text).to_owned(),
                active: value.flag("active")?.unwrap_or(true),
                default_value: value.flag("default")?.unwrap_or(false),
            })
        }
        other => Err(section.wrong_kind("values", other, "texts, or tables with `value`")),
    }
}

fn mark_default(
    section: &Section<'_>,
    field: &mut Field,
    default: &str,
) -> Result<(), DefinitionError> {
    if field.kind == FieldType::Boolean && !matches!(default, "true" | "false") {
        let problem = format!("`{default}` is neither true nor false");
        return Err(section.error("default", problem, "write `default = true`"));
    }
    if !field.kind.has_values() || field.picklist.is_empty() {
        return Ok(());
    }
    match field.picklist.iter_mut().find(|value| value.active && value.value == default) {
        Some(value) => {
            value.default_value = true;
            Ok(())
        }
        None => {
            let words = field.picklist.iter().map(|value| value.value.as_str());
            let remedy = suggest(default, words);
            Err(section.error("default", format!("`{default}` is not an active value"), remedy))
        }
    }
}
