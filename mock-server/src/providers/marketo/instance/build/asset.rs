//! Folders, lists, segmentations and emails out of their tables.

use super::super::asset::{
    Email, Folder, FolderType, Segmentation, SmartList, SmartListRule, StaticListDefinition,
};
use super::program::tokens;
use super::{created, id, numbered};
use crate::core::document::{DefinitionError, Section, Value};

const FOLDER: [&str; 7] = ["name", "description", "parent", "kind", "system", "tokens", "created"];
const STATIC_LIST: [&str; 5] = ["name", "description", "folder", "program", "created"];
const SMART_LIST: [&str; 5] = ["name", "description", "folder", "rule", "created"];
const SEGMENTATION: [&str; 6] = ["name", "description", "folder", "status", "segments", "created"];
const EMAIL: [&str; 9] = [
    "name",
    "description",
    "folder",
    "program",
    "status",
    "subject",
    "from_name",
    "from_email",
    "created",
];
const RULE: [&str; 5] = ["field", "empty", "is", "contains", "in_list"];

type All<T> = Result<Vec<T>, DefinitionError>;

/// The folders, by id.
pub(super) fn folders(section: &Section<'_>) -> All<Folder> {
    let one = |(number, section): (u32, Section<'_>)| {
        Ok(Folder {
            id: number,
            name: name(&section)?,
            description: description(&section)?,
            parent: id(&section, "parent")?,
            kind: section.text("kind")?.unwrap_or("Marketing Folder").to_owned(),
            system: section.flag("system")?.unwrap_or(false),
            tokens: tokens(&section)?,
            created_ms: created(&section)?,
        })
    };
    numbered(section, "folders", &FOLDER)?.into_iter().map(one).collect()
}

/// The static lists, by id.
pub(super) fn static_lists(section: &Section<'_>) -> All<StaticListDefinition> {
    let one = |(id, section): (u32, Section<'_>)| {
        Ok(StaticListDefinition {
            id,
            name: name(&section)?,
            description: description(&section)?,
            place: place(&section)?,
            created_ms: created(&section)?,
        })
    };
    numbered(section, "static_lists", &STATIC_LIST)?.into_iter().map(one).collect()
}

/// The smart lists, by id.
pub(super) fn smart_lists(section: &Section<'_>) -> All<SmartList> {
    let one = |(id, section): (u32, Section<'_>)| {
        Ok(SmartList {
            id,
            name: name(&section)?,
            description: description(&section)?,
            folder: folder(&section)?,
            rule: rule(&section)?,
            created_ms: created(&section)?,
        })
    };
    numbered(section, "smart_lists", &SMART_LIST)?.into_iter().map(one).collect()
}

fn rule(section: &Section<'_>) -> Result<Option<SmartListRule>, DefinitionError> {
    let rule = match section.table.get("rule").map(|node| &node.value) {
        None => return Ok(None),
        Some(Value::Table(table)) => Section::new(table, &RULE)?,
        Some(other) => return Err(section.wrong_kind("rule", other, "a table")),
    };
    let conditions = ["empty", "is", "contains", "in_list"];
    let given: Vec<&str> = conditions.into_iter().filter(|key| rule.has(key)).collect();
    let [condition] = given.as_slice() else {
        let problem = format!("a rule has one condition, not {}", given.len());
        return Err(section.error(
            "rule",
            problem,
            format!("write one of: {}", conditions.join(", ")),
        ));
    };
    if *condition == "in_list" {
        return Ok(id(&rule, "in_list")?.map(SmartListRule::InList));
    }
    let field = rule.required_text("field", "the REST name of a lead's field")?.to_owned();
    if let Some(empty) = rule.flag("empty")? {
        let rule = if empty { SmartListRule::Empty } else { SmartListRule::NotEmpty };
        return Ok(Some(rule(field)));
    }
    if let Some(text) = rule.text("contains")? {
        return Ok(Some(SmartListRule::Contains(field, text.to_owned())));
    }
    let values = rule.texts("is")?.into_iter().map(str::to_owned);
    Ok(Some(SmartListRule::Is(field, values.collect())))
}

/// The segmentations, by id.
pub(super) fn segmentations(section: &Section<'_>) -> All<Segmentation> {
    let one = |(id, section): (u32, Section<'_>)| {
        Ok(Segmentation {
            id,
            name: name(&section)?,
            description: description(&section)?,
            folder: folder(&section)?,
            status: status(&section)?,
            segments: segments(&section)?,
            created_ms: created(&section)?,
        })
    };
    numbered(section, "segmentations", &SEGMENTATION)?.into_iter().map(one).collect()
}

fn segments(section: &Section<'_>) -> All<(u32, String)> {
    let one = |inner: Section<'_>| match id(&inner, "id")? {
        Some(id) => Ok((id, name(&inner)?)),
        None => Err(inner.error("id", "`id` is missing", "add the segment's number")),
    };
    section.sections("segments", &["id", "name"])?.into_iter().map(one).collect()
}

/// The emails, by id.
pub(super) fn emails(section: &Section<'_>) -> All<Email> {
    let one = |(id, section): (u32, Section<'_>)| {
        let text = |key| Ok(section.text(key)?.unwrap_or_default().to_owned());
        Ok(Email {
            id,
            name: name(&section)?,
            description: description(&section)?,
            folder: place(&section)?,
            status: status(&section)?,
            subject: text("subject")?,
            from_name: text("from_name")?,
            from_email: text("from_email")?,
            created_ms: created(&section)?,
        })
    };
    numbered(section, "emails", &EMAIL)?.into_iter().map(one).collect()
}

fn name(section: &Section<'_>) -> Result<String, DefinitionError> {
    section.required_text("name", "what clients call it").map(str::to_owned)
}

fn description(section: &Section<'_>) -> Result<Option<String>, DefinitionError> {
    Ok(section.text("description")?.map(str::to_owned))
}

fn status(section: &Section<'_>) -> Result<String, DefinitionError> {
    let words = [("approved", "approved"), ("draft", "draft")];
    Ok(section.word("status", "status", &words)?.unwrap_or("approved").to_owned())
}

fn folder(section: &Section<'_>) -> Result<u32, DefinitionError> {
    id(section, "folder")?
        .ok_or_else(|| section.error("folder", "`folder` is missing", "add the id of a folder"))
}

/// The folder or the program that something lies in.
fn place(section: &Section<'_>) -> Result<(FolderType, u32), DefinitionError> {
    match (id(section, "folder")?, id(section, "program")?) {
        (Some(folder), None) => Ok((FolderType::Folder, folder)),
        (None, Some(program)) => Ok((FolderType::Program, program)),
        (Some(_), Some(_)) => {
            let problem = "`folder` and `program` exclude each other";
            Err(section.error("program", problem, "leave one of them out"))
        }
        (None, None) => Err(section.error(
            "folder",
            "`folder` is missing",
            "add the id of a folder or a program",
        )),
    }
}
