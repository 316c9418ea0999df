//! Static lists as assets: found, made, deleted. Documented: A:static-lists. What stands in them is
//! the business of the lead database.

use serde_json::{Map, Value, json};

use super::super::super::envelope::Envelope;
use super::super::super::errors::ApiError;
use super::super::super::instance::{FolderType, SmartListRule};
use super::super::super::lists::StaticList;
use super::super::super::request::Asked;
use super::super::super::side::Caller;
use super::super::super::world::World;
use super::super::Answer;
use super::browse::{self, Changed, date, folder, folder_json, name, page, url};
use crate::core::table::RecordSet;

/// Lists, filtered and by the page.
pub(super) fn browse(world: &World, asked: &Asked) -> Answer {
    let changed = Changed::asked(asked)?;
    let folder = folder(asked, "folder")?;
    let wanted = |list: &&StaticList| {
        changed.holds(list.updated.millis()) && folder.is_none_or(|folder| folder == place(list))
    };
    page(asked, world.records.lists.iter().filter(wanted).map(|list| row(world, list)))
}

/// One list.
pub(super) fn get(world: &World, asked: &Asked) -> Answer {
    let list = find(world, asked)?;
    Ok(Envelope::assets(list.map(|list| row(world, list)).into_iter().collect()))
}

/// One list, by its exact name, in a folder if one is named.
pub(super) fn by_name(world: &World, asked: &Asked) -> Answer {
    let folder = folder(asked, "folder")?;
    let list = world.records.lists.named(name(asked)?);
    let list = list.filter(|list| folder.is_none_or(|folder| folder == place(list)));
    Ok(Envelope::assets(list.map(|list| row(world, list)).into_iter().collect()))
}

/// A new list.
///
/// # Errors
/// 1002 and 701 for a name or folder that is missing or blank, 710 for a folder that is not there,
/// 709 for a name that another list has; the codes are documented, their texts assumed.
pub(super) fn create(world: &mut World, caller: &Caller, asked: &Asked) -> Answer {
    let name = name(asked)?.to_owned();
    let folder = folder(asked, "folder")?.ok_or_else(|| ApiError::missing("folder"))?;
    if !browse::exists(world.instance(), folder) {
        return Err(ApiError::new(710, "Parent folder not found"));
    }
    if world.records.lists.iter().any(|list| list.name.eq_ignore_ascii_case(&name)) {
        let text = "Business rule violation: a static list of that name exists";
        return Err(ApiError::new(709, text));
    }
    let (folder, program) = match folder {
        (FolderType::Folder, id) => (id, None),
        (FolderType::Program, id) => {
            (world.instance().program(id).map_or(0, |program| program.folder), Some(id))
        }
    };
    let id = world.records.lists.next_id();
    let list = StaticList {
        id,
        name: name.into(),
        description: asked.params.get("description").map(str::to_owned),
        folder,
        program,
        created: caller.now,
        updated: caller.now,
        members: RecordSet::default(),
    };
    let row = row(world, &list);
    world.records.lists.put(list);
    Ok(Envelope::assets(vec![row]))
}

/// The end of a list.
///
/// # Errors
/// 709 for a list that an import or a smart list uses, which is documented; the text is assumed.
pub(super) fn delete(world: &mut World, asked: &Asked) -> Answer {
    let Some(id) = find(world, asked)?.map(|list| list.id) else {
        return Ok(Envelope::assets(Vec::new()));
    };
    let is_asked = |rule: &Option<SmartListRule>| *rule == Some(SmartListRule::InList(id));
    let by_smart_list = world.instance().smart_lists.iter().any(|list| is_asked(&list.rule));
    if by_smart_list || world.imports_into(id) {
        return Err(ApiError::new(709, "Business rule violation: the static list is in use"));
    }
    world.records.lists.remove(id);
    Ok(Envelope::assets(vec![json!({ "id": id })]))
}

fn find<'a>(world: &'a World, asked: &Asked) -> Result<Option<&'a StaticList>, ApiError> {
    let id = u32::try_from(asked.path_number("list")?).ok();
    Ok(id.and_then(|id| world.records.lists.get(id)))
}

fn place(list: &StaticList) -> (FolderType, u32) {
    match list.program {
        Some(program) => (FolderType::Program, program),
        None => (FolderType::Folder, list.folder),
    }
}

/// A list; one without a description says nothing of it.
fn row(world: &World, list: &StaticList) -> Value {
    let mut row = Map::new();
    row.insert("id".into(), list.id.into());
    row.insert("name".into(), (*list.name).into());
    if let Some(description) = &list.description {
        row.insert("description".into(), description.as_str().into());
    }
    row.insert("createdAt".into(), date(list.created.millis()));
    row.insert("updatedAt".into(), date(list.updated.millis()));
    row.insert("folder".into(), folder_json(place(list)));
    row.insert("workspace".into(), world.instance().workspace.clone().into());
    row.insert("computedUrl".into(), url("ST", list.id));
    Value::Object(row)
}
