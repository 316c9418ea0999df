//! Programs with their statuses, campaigns, and the tokens of programs and folders.

use super::super::asset::{Campaign, Program, ProgramStatus, Token};
use super::{created, id, instant, numbered};
use crate::core::document::{DefinitionError, Section};

const PROGRAM: [&str; 10] = [
    "name",
    "description",
    "type",
    "channel",
    "status",
    "folder",
    "statuses",
    "tokens",
    "created",
    "updated",
];
const CAMPAIGN: [&str; 7] =
    ["name", "description", "type", "program", "active", "created", "updated"];

/// Types of programs. Documented: A:programs.
const PROGRAM_TYPES: [(&str, &str); 5] = [
    ("Default", "Default"),
    ("Event", "Event"),
    ("Event with Webinar", "Event with Webinar"),
    ("Engagement", "Engagement"),
    ("Email", "Email"),
];

/// Types of tokens. Documented: A:tokens.
const TOKEN_TYPES: [&str; 8] =
    ["date", "iCalendar", "number", "rich text", "score", "sfdc campaign", "text", "script block"];

/// The programs, by id.
pub(super) fn programs(section: &Section<'_>) -> Result<Vec<Program>, DefinitionError> {
    let programs = numbered(section, "programs", &PROGRAM)?;
    programs.into_iter().map(|(id, inner)| program(id, &inner)).collect()
}

fn program(number: u32, section: &Section<'_>) -> Result<Program, DefinitionError> {
    let created_ms = created(section)?;
    let Some(folder) = id(section, "folder")? else {
        return Err(section.error("folder", "`folder` is missing", "add the id of a folder"));
    };
    Ok(Program {
        id: number,
        name: section.required_text("name", "what clients call the program")?.to_owned(),
        description: section.text("description")?.unwrap_or_default().to_owned(),
        kind: section.word("type", "type", &PROGRAM_TYPES)?.unwrap_or("Default").to_owned(),
        channel: section.required_text("channel", "such as \"Online Advertising\"")?.to_owned(),
        status: section.text("status")?.unwrap_or_default().to_owned(),
        folder,
        statuses: statuses(section)?,
        tokens: tokens(section)?,
        created_ms,
        updated_ms: instant(section, "updated")?.unwrap_or(created_ms),
    })
}

fn statuses(section: &Section<'_>) -> Result<Vec<ProgramStatus>, DefinitionError> {
    let mut all: Vec<ProgramStatus> = Vec::new();
    for inner in section.sections("statuses", &["name", "step", "success"])? {
        let name = inner.required_text("name", "what clients call the status")?;
        if all.iter().any(|known| known.name.eq_ignore_ascii_case(name)) {
            let problem = format!("there are two statuses `{name}`");
            return Err(inner.error("name", problem, "leave one out"));
        }
        let Some(step) = inner.whole("step", 10_000)? else {
            return Err(inner.error(
                "step",
                "`step` is missing",
                "add its place in the progression",
            ));
        };
        let success = inner.flag("success")?.unwrap_or(false);
        all.push(ProgramStatus { name: name.to_owned(), step, success });
    }
    if all.is_empty() {
        let remedy = "add `statuses = [{ name = \"Member\", step = 10 }]`";
        return Err(section.error("statuses", "a program needs a status for its members", remedy));
    }
    all.sort_by_key(|status| status.step);
    Ok(all)
}

/// The tokens of a program or folder.
pub(super) fn tokens(section: &Section<'_>) -> Result<Vec<Token>, DefinitionError> {
    let words = TOKEN_TYPES.map(|word| (word, word));
    let token = |inner: Section<'_>| {
        Ok(Token {
            name: inner.required_text("name", "without `{{my.` and `}}`")?.to_owned(),
            kind: inner.word("type", "type of token", &words)?.unwrap_or("text").to_owned(),
            value: inner.text("value")?.unwrap_or_default().to_owned(),
        })
    };
    section.sections("tokens", &["name", "type", "value"])?.into_iter().map(token).collect()
}

/// The campaigns, by id.
pub(super) fn campaigns(section: &Section<'_>) -> Result<Vec<Campaign>, DefinitionError> {
    let campaigns = numbered(section, "campaigns", &CAMPAIGN)?;
    campaigns.into_iter().map(|(id, inner)| campaign(id, &inner)).collect()
}

fn campaign(number: u32, section: &Section<'_>) -> Result<Campaign, DefinitionError> {
    let created_ms = created(section)?;
    let types = [("batch", "batch"), ("trigger", "trigger")];
    Ok(Campaign {
        id: number,
        name: section.required_text("name", "what clients call the campaign")?.to_owned(),
        description: section.text("description")?.map(str::to_owned),
        kind: section.word("type", "type", &types)?.unwrap_or("batch").to_owned(),
        program: id(section, "program")?,
        active: section.flag("active")?.unwrap_or(false),
        created_ms,
        updated_ms: instant(section, "updated")?.unwrap_or(created_ms),
    })
}
