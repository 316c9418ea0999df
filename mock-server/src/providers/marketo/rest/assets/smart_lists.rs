//! Smart lists. Documented: A:smart-lists. Their rules are shown in the guide's form as far as the
//! rules go; only what the leads of one extract are is decided elsewhere.

use serde_json::{Map, Value, json};

use super::super::super::envelope::Envelope;
use super::super::super::instance::{FolderType, SmartList, SmartListRule};
use super::super::super::request::Asked;
use super::super::super::world::World;
use super::super::Answer;
use super::browse::{Changed, date, folder, folder_json, name, page, url};

/// Smart lists, filtered and by the page.
pub(super) fn browse(world: &World, asked: &Asked) -> Answer {
    let changed = Changed::asked(asked)?;
    let folder = folder(asked, "folder")?;
    let wanted = |list: &&SmartList| {
        let place = (FolderType::Folder, list.folder);
        changed.holds(list.created_ms) && folder.is_none_or(|folder| folder == place)
    };
    let lists = world.instance().smart_lists.iter().filter(wanted);
    page(asked, lists.map(|list| Value::Object(row(world, list))))
}

/// One smart list, with its rules if `includeRules` is true.
pub(super) fn get(world: &World, asked: &Asked) -> Answer {
    let id = asked.path_number("list")?;
    let list = world.instance().smart_lists.iter().find(|list| u64::from(list.id) == id);
    let rules = asked.params.get("includeRules").is_some_and(|it| it.eq_ignore_ascii_case("true"));
    let shown = list.map(|list| {
        let mut row = row(world, list);
        if rules {
            row.insert("rules".into(), rules_of(world, list));
        }
        Value::Object(row)
    });
    Ok(Envelope::assets(shown.into_iter().collect()))
}

/// One smart list, by its exact name.
pub(super) fn by_name(world: &World, asked: &Asked) -> Answer {
    let name = name(asked)?;
    let list = world.instance().smart_lists.iter().find(|list| list.name == name);
    let shown = list.map(|list| Value::Object(row(world, list)));
    Ok(Envelope::assets(shown.into_iter().collect()))
}

fn row(world: &World, list: &SmartList) -> Map<String, Value> {
    let mut row = Map::new();
    row.insert("id".into(), list.id.into());
    row.insert("name".into(), list.name.clone().into());
    if let Some(description) = &list.description {
        row.insert("description".into(), description.clone().into());
    }
    row.insert("createdAt".into(), date(list.created_ms));
    row.insert("updatedAt".into(), date(list.created_ms));
    row.insert("url".into(), format!("{}LA1", url("SL", list.id).as_str().unwrap_or("")).into());
    row.insert("folder".into(), folder_json((FolderType::Folder, list.folder)));
    row.insert("workspace".into(), world.instance().workspace.clone().into());
    row
}

/// The rules in the guide's form; numbers of filters are assumed.
fn rules_of(world: &World, list: &SmartList) -> Value {
    let leads = &world.instance().leads;
    let label = |field: &str| {
        leads.named(field).map_or_else(String::new, |id| leads.at(id).display_name.clone())
    };
    let filter = match &list.rule {
        None => None,
        Some(SmartListRule::NotEmpty(field)) => Some((label(field), "is not empty", Vec::new())),
        Some(SmartListRule::Empty(field)) => Some((label(field), "is empty", Vec::new())),
        Some(SmartListRule::Is(field, values)) => Some((label(field), "is", values.clone())),
        Some(SmartListRule::Contains(field, text)) => {
            Some((label(field), "contains", vec![text.clone()]))
        }
        Some(SmartListRule::InList(id)) => {
            let name =
                world.records.lists.get(*id).map_or(String::new(), |list| list.name.to_string());
            Some(("Member of List".to_owned(), "in", vec![name]))
        }
    };
    let filters = filter.into_iter().map(|(name, operator, values)| {
        json!({
            "id": list.id,
            "name": name,
            "ruleType": "Attribute",
            "operator": operator,
            "conditions": [{ "operator": operator, "values": values, "isPrimary": true }],
        })
    });
    let filters: Vec<Value> = filters.collect();
    json!({ "filterMatchType": "all", "triggers": [], "filters": filters })
}
