//! What must hold between the parts of a schema: names, prefixes, targets, compounds.
//! It runs over finished objects and their files, and changes neither.

use std::collections::HashMap;

use super::{DefinitionError, Field, KeyPrefix, Object, build};
use crate::core::document::Section;
use crate::core::document::Table;
use crate::core::nearest::suggest;

/// Standard objects that many fields point to and that the schema does not hold; a file names its
/// own further ones under `absent_targets`.
const ABSENT: [&str; 1] = ["Group"];

/// An object and the file that it was built from.
pub(super) struct Built<'t> {
    pub(super) object: Object,
    pub(super) document: &'t Table,
}

/// The first thing that does not fit together.
pub(super) fn check(all: &[Built<'_>]) -> Result<(), DefinitionError> {
    let mut prefixes: HashMap<KeyPrefix, &str> = HashMap::new();
    for built in all {
        let section = build::open(built.document)?;
        check_object_name(&section, &built.object)?;
        if let Some(other) = prefixes.insert(built.object.key_prefix, &built.object.name) {
            let problem = format!("`{}` is the prefix of {other} as well", built.object.key_prefix);
            return Err(section.error("key_prefix", problem, "choose three other characters"));
        }
        let absent = section.texts("absent_targets")?;
        for field in &built.object.fields {
            let place = Placed { section: &section, field };
            check_field_name(&place, &built.object)?;
            check_part(&place, &built.object)?;
            check_target(&place, all, &absent)?;
        }
    }
    Ok(())
}

/// A field and the file that may hold it.
struct Placed<'t> {
    section: &'t Section<'t>,
    field: &'t Field,
}

impl Placed<'_> {
    fn error(&self, key: &str, problem: String, remedy: impl Into<String>) -> DefinitionError {
        self.section.field_error(&self.field.name, key, problem, remedy)
    }
}

fn check_object_name(section: &Section<'_>, object: &Object) -> Result<(), DefinitionError> {
    let name = &object.name;
    if let Some(problem) = bad_name(name) {
        return Err(section.error("name", problem, NAME_REMEDY));
    }
    let custom_prefix = object.key_prefix.as_str().starts_with('a');
    if custom_prefix && !object.custom {
        let problem = format!("`{}` is a custom object's prefix", object.key_prefix);
        return Err(section.error("key_prefix", problem, format!("call the object `{name}__c`")));
    }
    if object.custom && !custom_prefix {
        let problem = format!("`{}` is no custom object's prefix", object.key_prefix);
        return Err(section.error("key_prefix", problem, "write one from `a00` to `azz`"));
    }
    Ok(())
}

const NAME_REMEDY: &str = "use letters, digits and single underscores, beginning with a letter; custom names end in `__c`";

fn bad_name(name: &str) -> Option<String> {
    let stem = name.strip_suffix("__c").unwrap_or(name);
    let good = stem.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !stem.ends_with('_')
        && stem.len() <= 80;
    (!good || (stem == name && name.to_ascii_lowercase().ends_with("__c")))
        .then(|| format!("`{name}` is not a name"))
}

fn check_field_name(at: &Placed<'_>, object: &Object) -> Result<(), DefinitionError> {
    let name = &at.field.name;
    if let Some(problem) = bad_name(name) {
        return Err(at.error("", problem, NAME_REMEDY));
    }
    let system = ["Id", "OwnerId", "IsDeleted", "Name", "CreatedDate", "CreatedById"];
    let more = ["LastModifiedDate", "LastModifiedById", "SystemModstamp", "LastActivityDate"];
    let viewed = ["LastViewedDate", "LastReferencedDate", "RecordTypeId", "CurrencyIsoCode"];
    let known = system.iter().chain(&more).chain(&viewed).any(|field| field == name);
    if object.custom && !at.field.custom && !known {
        let problem = format!("`{name}` is not a field that a custom object has");
        let remedy = format!("call it `{name}__c`");
        return Err(at.error("", problem, remedy));
    }
    Ok(())
}

fn check_part(at: &Placed<'_>, object: &Object) -> Result<(), DefinitionError> {
    let Some(whole) = &at.field.compound else { return Ok(()) };
    let found = object.field(whole);
    if found.is_some_and(|(_, field)| field.kind.is_compound() || field.name_field) {
        return Ok(());
    }
    let compounds = object.fields.iter().filter(|it| it.kind.is_compound() || it.name_field);
    let remedy = suggest(whole, compounds.map(|field| field.name.as_str()));
    Err(at.error("part_of", format!("`{whole}` is no compound field"), remedy))
}

fn check_target(
    at: &Placed<'_>,
    all: &[Built<'_>],
    absent: &[&str],
) -> Result<(), DefinitionError> {
    let Some(reference) = &at.field.reference else { return Ok(()) };
    for target in &reference.to {
        let known = all.iter().any(|built| built.object.name == *target);
        if !known && !absent.contains(&target.as_str()) && !ABSENT.contains(&target.as_str()) {
            let names = all.iter().map(|built| built.object.name.as_str());
            let near = suggest(target, names);
            let remedy = format!("{near} (or list it under `absent_targets`)");
            return Err(at.error("to", format!("there is no object `{target}`"), remedy));
        }
    }
    Ok(())
}
