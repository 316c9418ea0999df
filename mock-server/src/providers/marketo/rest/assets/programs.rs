//! Programs. Documented: A:programs; recorded: EM `program_response.json`, TC's live test for dates.

use serde_json::{Value, json};

use super::super::super::envelope::Envelope;
use super::super::super::errors::ApiError;
use super::super::super::instance::Program;
use super::super::super::request::Asked;
use super::super::super::world::World;
use super::super::Answer;
use super::browse::{Changed, date, name, page, url};

/// Programs, filtered and by the page.
pub(super) fn browse(world: &World, asked: &Asked) -> Answer {
    let changed = Changed::asked(asked)?;
    let status = asked.params.get("status");
    let filter = Filter::asked(world, asked)?;
    let wanted = |program: &&Program| {
        let by_status = status.is_none_or(|status| program.status.eq_ignore_ascii_case(status));
        by_status && changed.holds(program.updated_ms) && filter.takes(program)
    };
    let programs = world.instance().programs.iter().filter(wanted);
    page(asked, programs.map(|program| row(world, program)))
}

/// `filterType` and `filterValues`. Documented: the schema's `id`, `programId`, `folderId` and
/// `workspace`.
enum Filter<'a> {
    None,
    Ids(Vec<u32>),
    Folders(Vec<u32>),
    /// Whether the one workspace is among those asked for.
    Workspace(bool),
    Names(Vec<&'a str>),
}

impl<'a> Filter<'a> {
    fn asked(world: &World, asked: &'a Asked) -> Result<Self, ApiError> {
        let Some(kind) = asked.params.get("filterType") else { return Ok(Self::None) };
        let values = asked.params.list("filterValues");
        if values.is_empty() {
            return Err(ApiError::missing("filterValues"));
        }
        let numbers = || {
            let number =
                |text: &&str| text.parse().map_err(|_| ApiError::invalid_type(text, "Integer"));
            values.iter().map(number).collect::<Result<Vec<u32>, _>>()
        };
        match kind.to_ascii_lowercase().as_str() {
            "id" | "programid" => Ok(Self::Ids(numbers()?)),
            "folderid" => Ok(Self::Folders(numbers()?)),
            "workspace" => {
                Ok(Self::Workspace(values.contains(&world.instance().workspace.as_str())))
            }
            "name" => Ok(Self::Names(values)),
            _ => Err(ApiError::invalid_data(format!("Invalid filterType '{kind}'"))),
        }
    }

    fn takes(&self, program: &Program) -> bool {
        match self {
            Self::None => true,
            Self::Ids(ids) => ids.contains(&program.id),
            Self::Folders(ids) => ids.contains(&program.folder),
            Self::Workspace(is_there) => *is_there,
            Self::Names(names) => names.contains(&program.name.as_str()),
        }
    }
}

/// One program.
pub(super) fn get(world: &World, asked: &Asked) -> Answer {
    let id = asked.path_number("program")?;
    let program = world.instance().programs.iter().find(|program| u64::from(program.id) == id);
    Ok(Envelope::assets(program.map(|program| full(world, program)).into_iter().collect()))
}

/// One program, by its exact name.
pub(super) fn by_name(world: &World, asked: &Asked) -> Answer {
    let name = name(asked)?;
    let program = world.instance().programs.iter().find(|program| program.name == name);
    Ok(Envelope::assets(program.map(|program| full(world, program)).into_iter().collect()))
}

fn row(world: &World, program: &Program) -> Value {
    let folder = world.instance().folders.iter().find(|folder| folder.id == program.folder);
    // The letters before the number: recorded and documented for these types, assumed for events.
    let letters = match program.kind.as_str() {
        "Engagement" => "NP",
        "Email" => "EBP",
        "Event" | "Event with Webinar" => "ME",
        _ => "PG",
    };
    json!({
        "id": program.id,
        "name": program.name,
        "description": program.description,
        "createdAt": date(program.created_ms),
        "updatedAt": date(program.updated_ms),
        "url": url(letters, program.id),
        "type": program.kind,
        "channel": program.channel,
        "folder": {
            "type": "Folder",
            "value": program.folder,
            "folderName": folder.map(|folder| folder.name.as_str()),
        },
        "status": program.status,
        "workspace": world.instance().workspace,
        "headStart": false,
    })
}

/// A program with what the pages of programs leave out; there are no tags and no costs.
fn full(world: &World, program: &Program) -> Value {
    let mut row = row(world, program);
    if let Some(object) = row.as_object_mut() {
        object.shift_remove("headStart");
        object.insert("tags".into(), Value::Null);
        object.insert("costs".into(), Value::Null);
        object.insert("headStart".into(), false.into());
    }
    row
}
