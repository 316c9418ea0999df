//! Fields out of their tables: `email = { id = 33, label = "Email Address", type = "email" }`.

use super::super::field::{DataType, Field, FieldName, Fields};
use super::named;
use crate::core::document::{DefinitionError, Section};

const KEYS: [&str; 12] = [
    "id",
    "label",
    "type",
    "length",
    "rest",
    "soap",
    "read_only",
    "searchable",
    "lookup",
    "custom",
    "crm_managed",
    "computed",
];

/// Fields at most; Marketo has fewer, and their places must fit a `FieldId`.
const FIELDS_MAX: usize = 2_000;

/// The fields under a key, in the order of the files.
pub(super) fn read(section: &Section<'_>, key: &str) -> Result<Fields, DefinitionError> {
    list(section, key).map(Fields::new)
}

/// As [`read`], to be completed.
pub(super) fn list(section: &Section<'_>, key: &str) -> Result<Vec<Field>, DefinitionError> {
    let mut all: Vec<Field> = Vec::new();
    for (name, inner) in named(section, key, &KEYS)? {
        let field = one(name, &inner)?;
        if let Some(same) = all.iter().find(|known| known.id == field.id) {
            let problem = format!("{} is the id of `{}`", field.id, same.display_name);
            return Err(inner.error("id", problem, "give every field an id of its own"));
        }
        let name = field.name();
        let same = all.iter().find(|known| known.name().eq_ignore_ascii_case(name));
        if let Some(same) = same.filter(|_| !name.is_empty()) {
            let problem = format!("there is a field `{}` already", same.name());
            let remedy = format!("write `{}` to change it", same.name());
            let Section { table } = inner;
            return Err(DefinitionError::new(&table.place, &table.path, problem, remedy));
        }
        all.push(field);
    }
    if all.len() > FIELDS_MAX {
        let problem = format!("{} fields are more than {FIELDS_MAX}", all.len());
        return Err(section.error(key, problem, "leave some out"));
    }
    Ok(all)
}

fn one(name: &str, section: &Section<'_>) -> Result<Field, DefinitionError> {
    let flag = |key: &str| Ok(section.flag(key)?.unwrap_or(false));
    let Some(id) = super::id(section, "id")? else {
        return Err(section.error(
            "id",
            "`id` is missing",
            "add `id = 1234`, the number in describe",
        ));
    };
    let Some(data_type) = section.word("type", "type", &DataType::WORDS)? else {
        return Err(section.error("type", "`type` is missing", "add `type = \"string\"`"));
    };
    let read_only = flag("read_only")?;
    let custom = flag("custom")?;
    // Custom fields of these types may look records up without saying so (4.2.4, documented).
    let usual =
        custom && matches!(data_type, DataType::String | DataType::Email | DataType::Integer);
    let lookup = section.flag("lookup")?.unwrap_or(usual);
    let rest = section.flag("rest")?.unwrap_or(true);
    if lookup && !rest {
        let remedy = "leave out `lookup`, or `rest = false`";
        return Err(section.error(
            "lookup",
            "nothing is looked up by a field without a REST name",
            remedy,
        ));
    }
    Ok(Field {
        id,
        display_name: section.text("label")?.unwrap_or(name).to_owned(),
        data_type,
        length: section.whole("length", 65_535)?,
        rest: rest.then(|| FieldName { name: name.to_owned(), read_only }),
        soap: section.text("soap")?.map(|soap| FieldName { name: soap.to_owned(), read_only }),
        searchable: section.flag("searchable")?.unwrap_or(lookup),
        lookup,
        custom,
        crm_managed: flag("crm_managed")?,
        computed: flag("computed")?,
    })
}
