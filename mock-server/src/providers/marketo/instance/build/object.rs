//! Custom objects out of their tables, with the fields that every one of them has.

use super::super::custom_object::CustomObject;
use super::super::field::{DataType, Field, FieldName, Fields};
use super::{created, field, named};
use crate::core::document::{DefinitionError, Section};
use crate::core::nearest::suggest;
use crate::core::table::FieldId;
use crate::core::time::SimTime;

const KEYS: [&str; 7] =
    ["label", "plural", "description", "created", "dedupe_fields", "link", "fields"];

/// Dedupe fields at most. Documented: A:custom-objects.
const DEDUPE_MAX: usize = 3;

/// The custom objects, in the order of the files.
pub(super) fn read(section: &Section<'_>) -> Result<Vec<CustomObject>, DefinitionError> {
    named(section, "objects", &KEYS)?.into_iter().map(|(name, inner)| one(name, &inner)).collect()
}

fn one(name: &str, section: &Section<'_>) -> Result<CustomObject, DefinitionError> {
    if !name.ends_with("_c") {
        let remedy = format!("write `[objects.{name}_c]`");
        let problem = format!("`{name}` does not end in `_c`");
        let table = section.table;
        return Err(DefinitionError::new(&table.place, &table.path, problem, remedy));
    }
    let label = section.text("label")?.unwrap_or(name.trim_end_matches("_c")).to_owned();
    let fields = Fields::new(with_system_fields(field::list(section, "fields")?, section)?);
    let names = section.texts("dedupe_fields")?;
    if !(1..=DEDUPE_MAX).contains(&names.len()) {
        let problem = format!("{} dedupe fields", names.len());
        return Err(section.error("dedupe_fields", problem, "name one, two or three fields"));
    }
    let dedupe = names.iter().map(|name| known(section, "dedupe_fields", &fields, name));
    let dedupe_fields = dedupe.collect::<Result<Vec<_>, _>>()?;
    let at = SimTime::from_millis(created(section)?);
    Ok(CustomObject {
        name: name.to_owned(),
        plural_name: section.text("plural")?.map_or(format!("{label}s"), str::to_owned),
        display_name: label,
        description: section.text("description")?.unwrap_or_default().to_owned(),
        link: link(section, &fields)?,
        fields,
        dedupe_fields,
        created_at: at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    })
}

/// What holds the link, and the lead's field that it names; the latter is checked with the leads.
fn link(
    section: &Section<'_>,
    fields: &Fields,
) -> Result<Option<(FieldId, String)>, DefinitionError> {
    let Some(table) = section.table.table("link") else {
        return match section.table.get("link") {
            Some(other) => {
                Err(section.wrong_kind("link", &other.value, "`{ field = \"…\", lead = \"id\" }`"))
            }
            None => Ok(None),
        };
    };
    let link = Section::new(table, &["field", "lead"])?;
    let field = link.required_text("field", "the field that holds the link")?;
    let lead = link.required_text("lead", "the lead's field whose value it holds")?;
    Ok(Some((known(&link, "field", fields, field)?, lead.to_owned())))
}

fn known(
    section: &Section<'_>,
    key: &str,
    fields: &Fields,
    name: &str,
) -> Result<FieldId, DefinitionError> {
    fields.named(name).ok_or_else(|| {
        let remedy = suggest(name, fields.iter().map(|(_, field)| field.name()));
        section.error(key, format!("there is no field `{name}`"), remedy)
    })
}

/// `createdAt`, `marketoGUID` and `updatedAt` stand in front of an object's own fields, as in the
/// describe sample of A:bulk-custom-object-import.
fn with_system_fields(
    own: Vec<Field>,
    section: &Section<'_>,
) -> Result<Vec<Field>, DefinitionError> {
    const SYSTEM: [(&str, &str, DataType, Option<u32>); 3] = [
        ("createdAt", "Created At", DataType::Datetime, None),
        ("marketoGUID", "Marketo GUID", DataType::String, Some(36)),
        ("updatedAt", "Updated At", DataType::Datetime, None),
    ];
    let is_system =
        |field: &&Field| SYSTEM.iter().any(|(name, ..)| field.name().eq_ignore_ascii_case(name));
    if let Some(field) = own.iter().find(is_system) {
        let problem = format!("every custom object has `{}` already", field.name());
        return Err(section.error("fields", problem, "leave it out"));
    }
    // No describe shows the numbers of these fields.
    let system = SYSTEM.iter().map(|(name, label, data_type, length)| Field {
        id: 0,
        display_name: (*label).to_owned(),
        data_type: *data_type,
        length: *length,
        rest: Some(FieldName { name: (*name).to_owned(), read_only: true }),
        soap: None,
        searchable: *name == "marketoGUID",
        lookup: false,
        custom: false,
        crm_managed: false,
        computed: true,
    });
    Ok(system.chain(own).collect())
}
