//! What must agree between definitions: names that are given twice, and whatever refers to something.

use super::super::Instance;
use super::super::activity_type::numbers;
use super::super::asset::{FolderType, SmartListRule};
use super::super::field::{DataType, Fields};
use super::super::standard::FOLDER;
use crate::core::document::{DefinitionError, Section, Table};
use crate::core::nearest::suggest;

/// Fields of leads that the rules themselves read or write, with their types.
const LEAD_FIELDS: [(&str, DataType); 8] = [
    ("id", DataType::Integer),
    ("email", DataType::Email),
    ("firstName", DataType::String),
    ("lastName", DataType::String),
    ("leadPartitionId", DataType::Integer),
    ("acquisitionProgramId", DataType::Integer),
    ("createdAt", DataType::Datetime),
    ("updatedAt", DataType::Datetime),
];

/// Fields of memberships that the rules themselves read or write.
const MEMBER_FIELDS: [(&str, DataType); 12] = [
    ("leadId", DataType::Integer),
    ("programId", DataType::Integer),
    ("program", DataType::String),
    ("statusName", DataType::String),
    ("membershipDate", DataType::Datetime),
    ("acquiredBy", DataType::Boolean),
    ("reachedSuccess", DataType::Boolean),
    ("reachedSuccessDate", DataType::Datetime),
    ("isExhausted", DataType::Boolean),
    ("nurtureCadence", DataType::String),
    ("createdAt", DataType::Datetime),
    ("updatedAt", DataType::Datetime),
];

/// Types of activities that the rules themselves write.
const TYPES: [u32; 9] = [
    numbers::NEW_LEAD,
    numbers::CHANGE_DATA_VALUE,
    numbers::CHANGE_SCORE,
    numbers::ADD_TO_LIST,
    numbers::REMOVE_FROM_LIST,
    numbers::MERGE_LEADS,
    numbers::DELETE_LEAD,
    numbers::CHANGE_STATUS_IN_PROGRESSION,
    numbers::CHANGE_LEAD_PARTITION,
];

type Checked = Result<(), DefinitionError>;

/// Checks an instance that was read from `section`.
pub(super) fn check(section: &Section<'_>, instance: &Instance) -> Checked {
    standard_fields(section, "lead_fields", &instance.leads, &LEAD_FIELDS)?;
    standard_fields(section, "member_fields", &instance.members, &MEMBER_FIELDS)?;
    if let Some(missing) = TYPES.iter().find(|id| instance.activity_type(**id).is_none()) {
        let problem = format!("the type of activity {missing} is missing");
        let remedy = "the rules write activities of it; leave it as it is";
        return Err(section.error("activity_types", problem, remedy));
    }
    if instance.partitions.is_empty() {
        let remedy = "add `[partitions.1]` with `name = \"Default\"`";
        return Err(section.error("partitions", "there is no partition", remedy));
    }
    names(section)?;
    references(section, instance)?;
    folders(section, instance)
}

fn standard_fields(
    section: &Section<'_>,
    key: &str,
    fields: &Fields,
    standard: &[(&str, DataType)],
) -> Checked {
    for (name, data_type) in standard {
        let place = Entry { section, key, id: (*name).to_owned() };
        let found = fields.named(name).map(|id| fields.at(id).data_type);
        match found {
            None => return Err(place.error("rest", format!("`{name}` is missing"), MUST_STAY)),
            Some(found) if found != *data_type => {
                let remedy = format!("leave its type `{}`", data_type.word());
                let problem = format!("the rules cannot work with `{}` here", found.word());
                return Err(place.error("type", problem, remedy));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

const MUST_STAY: &str = "the rules need it with a REST name; leave out `rest = false`";

/// Clients find these by name, so a name is given once.
fn names(section: &Section<'_>) -> Checked {
    let kinds = [
        "partitions",
        "static_lists",
        "smart_lists",
        "programs",
        "segmentations",
        "activity_types",
    ];
    for key in kinds {
        let tables = section.table.table(key);
        let entries = tables.map_or(&[][..], |all| all.entries.as_slice());
        let named =
            entries.iter().filter_map(|(id, _)| Some((id, tables?.table(id)?.text("name")?)));
        let named: Vec<(&String, &str)> = named.collect();
        for (place, (id, name)) in named.iter().enumerate() {
            let same = named[..place].iter().find(|(_, known)| known.eq_ignore_ascii_case(name));
            let Some((other, _)) = same else { continue };
            // A standard one that a user's file renamed stands before others: blame the user's word.
            let (blamed, other) = if is_users(tables, other) { (other, id) } else { (id, other) };
            let entry = Entry { section, key, id: (*blamed).clone() };
            let problem = format!("`{name}` is the name of {other} already");
            return Err(entry.error("name", problem, "give it another name"));
        }
    }
    Ok(())
}

/// Whether the name of that entry stands in a file of a user.
fn is_users(tables: Option<&Table>, id: &str) -> bool {
    let name = tables.and_then(|all| all.table(id)).and_then(|table| table.get("name"));
    name.is_some_and(|node| !node.place.file.starts_with(FOLDER))
}

/// What a link of a custom object names must find leads.
fn links(section: &Section<'_>, instance: &Instance) -> Checked {
    for object in &instance.objects {
        let Some((_, lead)) = &object.link else { continue };
        let known = instance.leads.named(lead);
        if known.is_some_and(|id| instance.leads.at(id).searchable) {
            continue;
        }
        let searchable = instance.leads.iter().filter(|(_, field)| field.searchable);
        let remedy = suggest(lead, searchable.map(|(_, field)| field.name()));
        let objects = section.table.table("objects");
        let link = objects.and_then(|all| all.table(&object.name)?.table("link"));
        let link = Section { table: link.unwrap_or(section.table) };
        return Err(link.error("lead", format!("leads are not found by `{lead}`"), remedy));
    }
    Ok(())
}

/// What is wrong with the rule of a smart list, and what to write instead.
fn flaw(instance: &Instance, rule: &SmartListRule) -> Option<(String, String)> {
    match rule {
        SmartListRule::InList(id) => {
            let known = instance.static_lists.iter().any(|list| list.id == *id);
            let flaw = || {
                let remedy = "write the id of one under `static_lists`";
                (format!("there is no static list {id}"), remedy.to_owned())
            };
            (!known).then(flaw)
        }
        SmartListRule::NotEmpty(field)
        | SmartListRule::Empty(field)
        | SmartListRule::Is(field, _)
        | SmartListRule::Contains(field, _) => {
            let names = instance.leads.iter().map(|(_, field)| field.name());
            let flaw = || (format!("leads have no field `{field}`"), suggest(field, names));
            instance.leads.named(field).is_none().then(flaw)
        }
    }
}

/// Whatever names a list, a program or a folder.
fn references(section: &Section<'_>, instance: &Instance) -> Checked {
    links(section, instance)?;
    for list in &instance.smart_lists {
        let entry = Entry { section, key: "smart_lists", id: list.id.to_string() };
        entry.folder(instance, (FolderType::Folder, list.folder))?;
        if let Some((problem, remedy)) = list.rule.as_ref().and_then(|rule| flaw(instance, rule)) {
            return Err(entry.error("rule", problem, remedy));
        }
    }
    let place = |key: &'static str, id: u32| Entry { section, key, id: id.to_string() };
    for list in &instance.static_lists {
        place("static_lists", list.id).folder(instance, list.place)?;
    }
    for email in &instance.emails {
        place("emails", email.id).folder(instance, email.folder)?;
    }
    for program in &instance.programs {
        place("programs", program.id).folder(instance, (FolderType::Folder, program.folder))?;
    }
    for one in &instance.segmentations {
        place("segmentations", one.id).folder(instance, (FolderType::Folder, one.folder))?;
    }
    for campaign in &instance.campaigns {
        let Some(program) = campaign.program else { continue };
        place("campaigns", campaign.id).folder(instance, (FolderType::Program, program))?;
    }
    Ok(())
}

/// Every folder hangs on a root.
fn folders(section: &Section<'_>, instance: &Instance) -> Checked {
    for folder in &instance.folders {
        let entry = Entry { section, key: "folders", id: folder.id.to_string() };
        let mut above = folder.parent;
        // A way up that is longer than there are folders goes in a circle.
        for _ in 0..=instance.folders.len() {
            let Some(id) = above else { break };
            let Some(next) = instance.folders.iter().find(|known| known.id == id) else {
                let remedy = "write the id of one under `folders`";
                return Err(entry.error("parent", format!("there is no folder {id}"), remedy));
            };
            above = next.parent;
        }
        if above.is_some() {
            let remedy = "let one of them lie in a folder outside";
            return Err(entry.error("parent", "the folder lies in itself", remedy));
        }
    }
    Ok(())
}

/// One table of a table, to be blamed for something.
struct Entry<'s, 't> {
    section: &'s Section<'t>,
    key: &'s str,
    id: String,
}

impl Entry<'_, '_> {
    /// At a key of it, or at itself if it lacks the key.
    fn error(
        &self,
        key: &str,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> DefinitionError {
        let table = self.section.table.table(self.key).and_then(|all| all.table(&self.id));
        match table {
            Some(table) => Section { table }.error(key, problem, remedy),
            None => self.section.error(self.key, problem, remedy),
        }
    }

    fn folder(&self, instance: &Instance, place: (FolderType, u32)) -> Checked {
        let (key, word, there) = match place {
            (FolderType::Folder, id) => {
                ("folder", "folder", instance.folders.iter().any(|folder| folder.id == id))
            }
            (FolderType::Program, id) => ("program", "program", instance.program(id).is_some()),
        };
        if there {
            return Ok(());
        }
        let remedy = format!("write the id of one under `{word}s`");
        Err(self.error(key, format!("there is no {word} {}", place.1), remedy))
    }
}
