//! Types of activities out of their tables.

use super::super::activity_type::{ActivityAttribute, ActivityType};
use super::super::field::DataType;
use super::numbered;
use crate::core::document::{DefinitionError, Section, Value};

const KEYS: [&str; 5] = ["name", "description", "asset_group", "primary", "attributes"];
const ATTRIBUTE: [&str; 2] = ["name", "type"];

/// The types, by id.
pub(super) fn read(section: &Section<'_>) -> Result<Vec<ActivityType>, DefinitionError> {
    let types = numbered(section, "activity_types", &KEYS)?;
    types.into_iter().map(|(id, inner)| one(id, &inner)).collect()
}

fn one(id: u32, section: &Section<'_>) -> Result<ActivityType, DefinitionError> {
    let attributes: Vec<ActivityAttribute> = section
        .sections("attributes", &ATTRIBUTE)?
        .iter()
        .map(attribute)
        .collect::<Result<_, _>>()?;
    for (place, attribute) in attributes.iter().enumerate() {
        if attributes[..place].iter().any(|known| known.name == attribute.name) {
            let problem = format!("there are two attributes `{}`", attribute.name);
            return Err(section.error("attributes", problem, "leave one out"));
        }
    }
    let primary = match section.table.get("primary").map(|node| &node.value) {
        None => None,
        Some(Value::Table(table)) => Some(attribute(&Section::new(table, &ATTRIBUTE)?)?),
        Some(other) => {
            return Err(section.wrong_kind(
                "primary",
                other,
                "`{ name = \"…\", type = \"integer\" }`",
            ));
        }
    };
    Ok(ActivityType {
        id,
        name: section.required_text("name", "what clients call the type")?.to_owned(),
        description: section.text("description")?.unwrap_or_default().to_owned(),
        primary,
        attributes,
        asset_group: section.text("asset_group")?.map(str::to_owned),
    })
}

fn attribute(section: &Section<'_>) -> Result<ActivityAttribute, DefinitionError> {
    Ok(ActivityAttribute {
        name: section
            .required_text("name", "the name for people, the key in an extract")?
            .to_owned(),
        data_type: section.word("type", "type", &DataType::WORDS)?.unwrap_or(DataType::String),
    })
}
