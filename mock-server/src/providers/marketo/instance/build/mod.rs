//! Reads definition files into an [`Instance`]: one file here for each kind of thing, and `check` for
//! what must agree between them. Every refusal names file, line, key and what to write instead.

mod activity;
mod asset;
mod check;
mod field;
mod object;
mod program;

use super::Instance;
use super::asset::Partition;
use crate::core::document::{DefinitionError, Node, Section, Table, Value};
use crate::core::time::SimTime;

/// What definition files may hold at their top.
const KEYS: [&str; 13] = [
    "workspace",
    "lead_fields",
    "member_fields",
    "objects",
    "activity_types",
    "partitions",
    "folders",
    "static_lists",
    "smart_lists",
    "programs",
    "campaigns",
    "segmentations",
    "emails",
];

/// The largest id that anything defined can have; ids are 32-bit integers (0.11, documented).
const ID_MAX: u32 = i32::MAX as u32;

/// What a definition, and those laid over it, say.
///
/// # Errors
/// The first thing that is wrong, with file, line, key and what to write instead.
pub(crate) fn read(document: &Table) -> Result<Instance, DefinitionError> {
    let section = Section::new(document, &KEYS)?;
    let instance = Instance {
        leads: field::read(&section, "lead_fields")?,
        members: field::read(&section, "member_fields")?,
        objects: object::read(&section)?,
        activity_types: activity::read(&section)?,
        partitions: partitions(&section)?,
        workspace: section.text("workspace")?.unwrap_or("Default").to_owned(),
        static_lists: asset::static_lists(&section)?,
        smart_lists: asset::smart_lists(&section)?,
        programs: program::programs(&section)?,
        campaigns: program::campaigns(&section)?,
        folders: asset::folders(&section)?,
        segmentations: asset::segmentations(&section)?,
        emails: asset::emails(&section)?,
    };
    check::check(&section, &instance)?;
    Ok(instance)
}

fn partitions(section: &Section<'_>) -> Result<Vec<Partition>, DefinitionError> {
    let read = |(id, section): (u32, Section<'_>)| {
        Ok(Partition {
            id,
            name: section.required_text("name", "what clients call the partition")?.to_owned(),
            description: section.text("description")?.map(str::to_owned),
        })
    };
    numbered(section, "partitions", &["name", "description"])?.into_iter().map(read).collect()
}

/// The tables of a table, by name, in the order of the files.
fn named<'t>(
    section: &Section<'t>,
    key: &str,
    known: &[&str],
) -> Result<Vec<(&'t str, Section<'t>)>, DefinitionError> {
    let Some(node) = section.table.get(key) else { return Ok(Vec::new()) };
    let Value::Table(table) = &node.value else {
        return Err(section.wrong_kind(key, &node.value, &format!("a table `[{key}]`")));
    };
    let all = Section { table };
    let one = |(name, node): &'t (String, Node)| match &node.value {
        Value::Table(table) => Ok((name.as_str(), Section::new(table, known)?)),
        other => Err(all.wrong_kind(name, other, "a table")),
    };
    table.entries.iter().map(one).collect()
}

/// The tables of a table whose keys are ids, by id.
fn numbered<'t>(
    section: &Section<'t>,
    key: &str,
    known: &[&str],
) -> Result<Vec<(u32, Section<'t>)>, DefinitionError> {
    let mut all = Vec::new();
    for (name, inner) in named(section, key, known)? {
        // A number with a sign or leading zeros would be another key for the same id.
        let id = name.parse::<u32>().ok().filter(|id| id.to_string() == name);
        let Some(id) = id.filter(|id| (1..=ID_MAX).contains(id)) else {
            let problem = format!("`{name}` is not an id");
            let remedy = format!("write `[{key}.1001]`, with any whole number above 0");
            return Err(DefinitionError::new(
                &inner.table.place,
                &inner.table.path,
                problem,
                remedy,
            ));
        };
        all.push((id, inner));
    }
    all.sort_by_key(|(id, _)| *id);
    Ok(all)
}

/// An instant, in milliseconds since 1970.
fn instant(section: &Section<'_>, key: &str) -> Result<Option<i64>, DefinitionError> {
    let Some(text) = section.text(key)? else { return Ok(None) };
    match text.parse::<SimTime>() {
        Ok(at) => Ok(Some(at.millis())),
        Err(_) => Err(section.error(
            key,
            format!("`{text}` is not an instant"),
            "write it as \"2024-01-31T09:00:00Z\"",
        )),
    }
}

/// When something was made. Whatever says nothing is as old as the standard set.
fn created(section: &Section<'_>) -> Result<i64, DefinitionError> {
    /// 2019-01-01T00:00:00Z.
    const STANDARD_SET_MS: i64 = 1_546_300_800_000;
    Ok(instant(section, "created")?.unwrap_or(STANDARD_SET_MS))
}

/// The id of something else.
fn id(section: &Section<'_>, key: &str) -> Result<Option<u32>, DefinitionError> {
    section.whole(key, ID_MAX)
}
