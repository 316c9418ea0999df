//! One object out of its file: flags, system fields, fields in the order of a describe, rules.
//! It sees one object; what must agree between objects is asked in `check`.

use std::collections::HashMap;

use super::build_field::{self, is_custom};
use super::{
    Abilities, DefinitionError, Evidence, Field, FieldIndex, Grade, KeyPrefix, Object, build_rules,
};
use crate::core::document::Section;
use crate::core::document::{Node, Table, Value, parse};

const KEYS: [&str; 30] = [
    "name",
    "extend",
    "label",
    "label_plural",
    "key_prefix",
    "grade",
    "source",
    "owned_by",
    "without",
    "absent_targets",
    "fields",
    "validation_rules",
    "activateable",
    "compact_layoutable",
    "createable",
    "deletable",
    "feed_enabled",
    "layoutable",
    "mergeable",
    "mru_enabled",
    "queryable",
    "replicateable",
    "retrieveable",
    "search_layoutable",
    "searchable",
    "triggerable",
    "undeletable",
    "updateable",
    "bulkable",
    "deep_cloneable",
];
/// Fields that every object has, and those that come with an owner or a name.
const SYSTEM_FIELDS: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/salesforce/system-fields.toml"));
/// System fields that a describe lists before an object's own, and those that follow them.
const FIRST: [&str; 4] = ["Id", "OwnerId", "IsDeleted", "Name"];
const FIELDS_MAX: usize = 1_000;

/// The sections of a definition file, its keys known.
pub(super) fn open(document: &Table) -> Result<Section<'_>, DefinitionError> {
    Section::new(document, &KEYS)
}

/// The object that a file defines.
pub(super) fn build(document: &Table) -> Result<Object, DefinitionError> {
    let section = open(document)?;
    let name = section.required_text("name", "the API name of the object")?;
    let label = section.text("label")?.map_or_else(|| label_of(name), str::to_owned);
    let fields = build_fields(&section, name, &label)?;
    let mut object = Object {
        name: name.to_owned(),
        label_plural: section.text("label_plural")?.map_or(format!("{label}s"), str::to_owned),
        label,
        key_prefix: read_key_prefix(&section)?,
        custom: is_custom(name),
        abilities: read_abilities(&section)?,
        validation_rules: Vec::new(),
        record_name: None,
        source: read_evidence(&section)?,
        names: HashMap::new(),
        relationships: HashMap::new(),
        fields,
    };
    index(&section, &mut object)?;
    object.validation_rules = build_rules::build(&section, &object)?;
    Ok(object)
}

fn label_of(name: &str) -> String {
    name.strip_suffix("__c").unwrap_or(name).replace('_', " ")
}

fn read_key_prefix(section: &Section<'_>) -> Result<KeyPrefix, DefinitionError> {
    let text = section.required_text("key_prefix", "three characters that its ids begin with")?;
    KeyPrefix::from_text(text).ok_or_else(|| {
        let problem = format!("`{text}` is not a key prefix");
        section.error("key_prefix", problem, "write three characters of 0-9, A-Z, a-z")
    })
}

fn read_evidence(section: &Section<'_>) -> Result<Evidence, DefinitionError> {
    let grades = Grade::ALL.map(|grade| (grade.as_str(), grade));
    let grade = section.word("grade", "grade", &grades)?.unwrap_or(Grade::Assumed);
    let note = section.text("source")?.unwrap_or("a user's own definition").to_owned();
    Ok(Evidence { grade, note })
}

fn read_abilities(section: &Section<'_>) -> Result<Abilities, DefinitionError> {
    let flag = |key, usual: bool| -> Result<bool, DefinitionError> {
        Ok(section.flag(key)?.unwrap_or(usual))
    };
    Ok(Abilities {
        activateable: flag("activateable", false)?,
        compact_layoutable: flag("compact_layoutable", true)?,
        createable: flag("createable", true)?,
        deep_cloneable: flag("deep_cloneable", false)?,
        deletable: flag("deletable", true)?,
        feed_enabled: flag("feed_enabled", false)?,
        layoutable: flag("layoutable", true)?,
        mergeable: flag("mergeable", false)?,
        mru_enabled: flag("mru_enabled", true)?,
        queryable: flag("queryable", true)?,
        replicateable: flag("replicateable", true)?,
        retrieveable: flag("retrieveable", true)?,
        search_layoutable: flag("search_layoutable", true)?,
        searchable: flag("searchable", true)?,
        triggerable: flag("triggerable", true)?,
        undeletable: flag("undeletable", true)?,
        updateable: flag("updateable", true)?,
        bulkable: flag("bulkable", true)?,
    })
}

fn build_fields(
    section: &Section<'_>,
    object: &str,
    label: &str,
) -> Result<Vec<Field>, DefinitionError> {
    let empty =
        Table { place: section.table.place.clone(), path: "fields".to_owned(), entries: vec![] };
    let own = match section.table.get("fields").map(|node| &node.value) {
        Some(Value::Table(table)) => table.clone(),
        Some(other) => return Err(section.wrong_kind("fields", other, "a table `[fields]`")),
        None => empty,
    };
    refuse_doubles(section.table)?;
    let mut all = with_system_fields(section, object, label)?;
    all.overlay(own);
    if all.entries.len() > FIELDS_MAX {
        let problem = format!("{} fields are more than {FIELDS_MAX}", all.entries.len());
        return Err(section.error("fields", problem, "split the object"));
    }
    let mut fields = Vec::with_capacity(all.entries.len());
    for (name, node) in &all.entries {
        let Value::Table(table) = &node.value else {
            let key = all.path_of(name);
            let remedy = format!("write `{name} = {{ type = \"string\" }}`");
            let problem = format!("found {}", node.value.describe());
            return Err(DefinitionError::new(&node.place, key, problem, remedy));
        };
        fields.push(build_field::build(name, table)?);
    }
    // Recorded describes: identity first, the object's own, the audit fields, then custom ones.
    fields.sort_by_key(|field| rank(&field.name));
    Ok(fields)
}

fn rank(name: &str) -> (u8, usize) {
    if let Some(place) = FIRST.iter().position(|first| *first == name) {
        return (if place < 3 { 0 } else { 1 }, if place < 3 { place } else { 0 });
    }
    let audit =
        ["CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById", "SystemModstamp"];
    match audit.iter().position(|field| *field == name) {
        Some(place) => (2, place),
        None if is_custom(name) => (3, 0),
        None => (1, 0),
    }
}

/// Refuses a file that lists a field twice in different letter case.
pub(super) fn refuse_doubles(document: &Table) -> Result<(), DefinitionError> {
    let Some(fields) = document.table("fields") else { return Ok(()) };
    for (index, (name, node)) in fields.entries.iter().enumerate() {
        let before = &fields.entries[..index];
        if let Some((first, _)) = before.iter().find(|(first, _)| first.eq_ignore_ascii_case(name))
        {
            let problem = format!("the field stands here twice, as `{first}` and as `{name}`");
            let remedy = "remove one: letter case does not tell fields apart";
            return Err(DefinitionError::new(&node.place, fields.path_of(name), problem, remedy));
        }
    }
    Ok(())
}

/// The system fields of an object, as if its file had listed them.
fn with_system_fields(
    section: &Section<'_>,
    object: &str,
    label: &str,
) -> Result<Table, DefinitionError> {
    let system = parse("system-fields.toml", SYSTEM_FIELDS)?;
    let mut fields = system.table("fields").cloned().unwrap_or_else(|| section.table.clone());
    let owned_by = section.texts("owned_by")?;
    let custom = is_custom(object);
    let without = section.texts("without")?;
    fields.entries.retain(|(name, _)| match name.as_str() {
        "OwnerId" => custom || !owned_by.is_empty(),
        "Name" => custom,
        _ => true,
    });
    for name in &without {
        let known = fields.entries.len();
        fields.entries.retain(|(field, _)| field != name);
        if fields.entries.len() == known {
            let names = fields.entries.iter().map(|(field, _)| field.as_str());
            let remedy = crate::core::nearest::suggest(name, names);
            return Err(section.error("without", format!("`{name}` is no system field"), remedy));
        }
    }
    for (name, node) in &mut fields.entries {
        let Value::Table(table) = &mut node.value else { continue };
        if name == "OwnerId" && !owned_by.is_empty() {
            let to = owned_by.iter().map(|owner| text_node(section, owner)).collect();
            set(table, section, "to", Value::List(to));
        }
        if name == "Name" {
            set(table, section, "label", Value::Text(format!("{label} Name")));
        }
    }
    Ok(fields)
}

fn text_node(section: &Section<'_>, text: &str) -> Node {
    Node { place: section.place("owned_by").clone(), value: Value::Text(text.to_owned()) }
}

fn set(table: &mut Table, section: &Section<'_>, key: &str, value: Value) {
    table.entries.retain(|(name, _)| name != key);
    let place = section.place("owned_by").clone();
    table.entries.push((key.to_owned(), Node { place, value }));
}

/// Fills the ways in which a field is found.
fn index(section: &Section<'_>, object: &mut Object) -> Result<(), DefinitionError> {
    for (index, field) in (0..).map(FieldIndex).zip(&object.fields) {
        object.names.insert(field.name.to_ascii_lowercase(), index);
        if field.name_field {
            if object.record_name.is_some() {
                let problem = "another field is the record's name already";
                let remedy = "leave `name_field = true` on one field";
                return Err(section.field_error(&field.name, "name_field", problem, remedy));
            }
            object.record_name = Some(index);
        }
        let relationship = field.reference.as_ref().and_then(|it| it.relationship_name.as_ref());
        let Some(relationship) = relationship else { continue };
        if object.relationships.insert(relationship.to_ascii_lowercase(), index).is_some() {
            let problem = format!("two fields have the relationship `{relationship}`");
            let remedy = "give one of them `relationship = \"…\"`";
            return Err(section.field_error(&field.name, "relationship", problem, remedy));
        }
    }
    Ok(())
}
