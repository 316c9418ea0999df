//! `activities.toml`: what happened to leads, told in full.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::super::activities::{Event, What};
use super::super::instance::ActivityType;
use super::super::records::Records;
use super::{Happened, SeedError, lead_of};
use crate::core::document::{DefinitionError, Section, Value, parse};
use crate::core::nearest::suggest;
use crate::core::time::SimTime;

const KEYS: [&str; 7] = ["at", "lead", "type", "campaign", "primary_id", "primary", "attributes"];

/// Takes in the file.
pub(super) fn load(
    records: &mut Records,
    path: &str,
    text: &[u8],
    happened: &mut Happened,
) -> Result<u32, SeedError> {
    let text = std::str::from_utf8(text).map_err(|_| SeedError {
        file: path.to_owned(),
        place: String::new(),
        message: "it is not UTF-8; save it as UTF-8".to_owned(),
    })?;
    read(records, path, text, happened).map_err(|error| SeedError {
        file: path.to_owned(),
        place: format!("line {}", error.place.line),
        message: format!("{}: {}; {}", error.key, error.problem, error.remedy),
    })
}

fn read(
    records: &mut Records,
    path: &str,
    text: &str,
    happened: &mut Happened,
) -> Result<u32, DefinitionError> {
    let document = parse(path, text)?;
    let section = Section::new(&document, &["activity"])?;
    let all = section.sections("activity", &KEYS)?;
    for one in &all {
        let at = one.required_text("at", "when it happened")?;
        let at: SimTime = at.parse().map_err(|_| {
            one.error("at", format!("`{at}` is not an instant"), "write \"2024-01-31T09:00:00Z\"")
        })?;
        let email = one.required_text("lead", "the mail address of the lead")?;
        let lead = lead_of(records, email).ok_or_else(|| {
            let remedy = "put it into leads.csv";
            one.error("lead", format!("no lead has the mail address `{email}`"), remedy)
        })?;
        happened.push((at, lead, What::Event(Arc::new(event(records, one)?))));
    }
    Ok(all.len() as u32)
}

fn event(records: &Records, section: &Section<'_>) -> Result<Event, DefinitionError> {
    let type_id = section.whole("type", u32::MAX)?.unwrap_or(0);
    let Some(of) = records.instance.activity_type(type_id) else {
        let problem = format!("there is no type of activity {type_id}");
        return Err(section.error("type", problem, "write the number of one that is defined"));
    };
    Ok(Event {
        type_id,
        campaign: section.whole("campaign", u32::MAX)?,
        primary_id: section.whole("primary_id", u32::MAX)?.map(u64::from),
        primary: section.text("primary")?.map(str::to_owned),
        attributes: attributes(section, of)?,
    })
}

fn attributes(
    section: &Section<'_>,
    of: &ActivityType,
) -> Result<Map<String, Json>, DefinitionError> {
    let mut given = match section.table.get("attributes").map(|node| &node.value) {
        None => Map::new(),
        Some(Value::Table(table)) => table
            .entries
            .iter()
            .map(|(name, node)| match &node.value {
                Value::Text(text) => Ok((name.clone(), Json::from(text.as_str()))),
                Value::Flag(flag) => Ok((name.clone(), Json::from(*flag))),
                Value::Whole(number) => Ok((name.clone(), Json::from(*number))),
                Value::Decimal(number) => Ok((name.clone(), Json::from(*number))),
                other @ (Value::List(_) | Value::Table(_)) => {
                    Err(section.wrong_kind("attributes", other, "a text, a number, true or false"))
                }
            })
            .collect::<Result<_, _>>()?,
        Some(other) => return Err(section.wrong_kind("attributes", other, "a table")),
    };
    // In the order of the type, whatever the order in the file.
    let mut ordered = Map::new();
    for attribute in &of.attributes {
        if let Some(value) = given.remove(&attribute.name) {
            ordered.insert(attribute.name.clone(), value);
        }
    }
    if let Some(unknown) = given.keys().next() {
        let names = of.attributes.iter().map(|attribute| attribute.name.as_str());
        let problem = format!("`{}` has no attribute `{unknown}`", of.name);
        return Err(section.error("attributes", problem, suggest(unknown, names)));
    }
    Ok(ordered)
}
