//! One field out of its table: what the file says, and for the rest what its type implies.
//! It sees one field at a time; what must agree with other fields is asked in `check`.

use super::defaults::{self, LONG_TEXT_LENGTH_MAX, PRECISION_MAX, TEXT_LENGTH_MAX};
use super::{DefinitionError, Field, FieldType, OnDelete, Reference, build_values};
use crate::core::document::Section;
use crate::core::document::Table;

const KEYS: [&str; 34] = [
    "type",
    "label",
    "length",
    "precision",
    "scale",
    "digits",
    "required",
    "defaulted",
    "read_only",
    "createable",
    "updateable",
    "external_id",
    "unique",
    "id_lookup",
    "case_sensitive",
    "name_field",
    "calculated",
    "auto_number",
    "filterable",
    "sortable",
    "groupable",
    "aggregatable",
    "permissionable",
    "html",
    "values",
    "restricted",
    "default",
    "to",
    "relationship",
    "children",
    "on_delete",
    "part_of",
    "extra_type_info",
    "help",
];

/// The field that a table under `fields` defines.
pub(super) fn build(name: &str, table: &Table) -> Result<Field, DefinitionError> {
    let section = Section::new(table, &KEYS)?;
    let types = FieldType::ALL.map(|kind| (kind.as_str(), kind));
    let Some(kind) = section.word("type", "type", &types)? else {
        let remedy = "add `type = \"string\"` or another type";
        return Err(section.error("type", "`type` is missing", remedy));
    };
    let mut field = bare(name, kind);
    read_texts(&section, &mut field)?;
    read_size(&section, &mut field)?;
    build_values::read(&section, &mut field)?;
    field.reference = read_reference(&section, name, kind)?;
    read_write_rules(&section, &mut field)?;
    read_key_rules(&section, &mut field)?;
    read_soql_use(&section, &mut field)?;
    Ok(field)
}

/// A field of that type with nothing said about it.
fn bare(name: &str, kind: FieldType) -> Field {
    let (precision, scale, digits) = defaults::digits(kind);
    let written = !kind.is_compound();
    Field {
        name: name.to_owned(),
        label: label_of(name),
        kind,
        length: defaults::length(kind),
        precision,
        scale,
        digits,
        nillable: !matches!(kind, FieldType::Boolean | FieldType::Id),
        createable: written,
        updateable: written,
        defaulted_on_create: kind == FieldType::Boolean,
        external_id: false,
        unique: false,
        id_lookup: false,
        case_sensitive: false,
        name_field: false,
        calculated: false,
        auto_number: false,
        auto_number_format: None,
        filterable: false,
        sortable: false,
        groupable: false,
        aggregatable: false,
        permissionable: false,
        html_formatted: false,
        custom: is_custom(name),
        restricted_picklist: false,
        default: (kind == FieldType::Boolean).then(|| "false".to_owned()),
        picklist: Vec::new(),
        reference: None,
        compound: None,
        extra_type_info: None,
        inline_help_text: None,
    }
}

/// Whether a name is one that an administrator made up.
pub(super) fn is_custom(name: &str) -> bool {
    name.ends_with("__c")
}

/// `Last Name` for `LastName`, `Plan Start` for `Plan_Start__c`, `Account ID` for `AccountId`.
fn label_of(name: &str) -> String {
    let stem = name.strip_suffix("__c").unwrap_or(name).replace('_', " ");
    let mut label = String::with_capacity(stem.len() + 4);
    let mut last = ' ';
    for letter in stem.chars() {
        if letter.is_ascii_uppercase() && (last.is_ascii_lowercase() || last.is_ascii_digit()) {
            label.push(' ');
        }
        label.push(letter);
        last = letter;
    }
    match label.strip_suffix(" Id") {
        Some(before) => format!("{before} ID"),
        None => label,
    }
}

fn read_texts(section: &Section<'_>, field: &mut Field) -> Result<(), DefinitionError> {
    if let Some(label) = section.text("label")? {
        field.label = label.to_owned();
    }
    field.compound = section.text("part_of")?.map(str::to_owned);
    field.extra_type_info = section.text("extra_type_info")?.map(str::to_owned);
    field.inline_help_text = section.text("help")?.map(str::to_owned);
    field.html_formatted = section.flag("html")?.unwrap_or(false);
    Ok(())
}

fn read_size(section: &Section<'_>, field: &mut Field) -> Result<(), DefinitionError> {
    if let Some(length) = section.whole("length", LONG_TEXT_LENGTH_MAX)? {
        let problem = format!("a field of type {} has no length", field.kind.as_str());
        if defaults::length(field.kind) == 0 {
            return Err(section.error("length", problem, "remove `length`"));
        }
        if field.custom && field.kind == FieldType::String && length > TEXT_LENGTH_MAX {
            let problem = format!("{length} is more than a string can be ({TEXT_LENGTH_MAX})");
            return Err(section.error("length", problem, "use `type = \"textarea\"`"));
        }
        if length == 0 {
            return Err(section.error("length", "the length is 0", "write at least 1"));
        }
        field.length = length;
    }
    let is_decimal = field.precision > 0;
    for key in ["precision", "scale"] {
        if section.has(key) && !is_decimal {
            let problem = format!("a field of type {} has no {key}", field.kind.as_str());
            return Err(section.error(key, problem, "use type double, currency or percent"));
        }
    }
    let small = |key, default: u8| -> Result<u8, DefinitionError> {
        let given = section.whole(key, PRECISION_MAX)?;
        Ok(given.and_then(|number| u8::try_from(number).ok()).unwrap_or(default))
    };
    field.precision = small("precision", field.precision)?;
    field.scale = small("scale", field.scale)?;
    field.digits = small("digits", field.digits)?;
    if field.scale > field.precision {
        let problem = format!("scale {} is more than precision {}", field.scale, field.precision);
        return Err(section.error("scale", problem, "lower `scale` or raise `precision`"));
    }
    Ok(())
}

fn read_reference(
    section: &Section<'_>,
    name: &str,
    kind: FieldType,
) -> Result<Option<Reference>, DefinitionError> {
    if kind != FieldType::Reference {
        for key in ["to", "relationship", "children", "on_delete"] {
            if section.has(key) {
                let problem = format!("a field of type {} leads nowhere", kind.as_str());
                return Err(section.error(key, problem, "use `type = \"reference\"`"));
            }
        }
        return Ok(None);
    }
    let to: Vec<String> = section.texts("to")?.into_iter().map(str::to_owned).collect();
    if to.is_empty() {
        let remedy = "add `to = \"Account\"` or another object";
        return Err(section.error("to", "`to` is missing", remedy));
    }
    let relationship_name = match section.text("relationship")? {
        Some("") => None,
        Some(given) => Some(given.to_owned()),
        None => Some(relationship_of(name)),
    };
    let ways = OnDelete::ALL.map(|way| (way.as_str(), way));
    Ok(Some(Reference {
        polymorphic: to.len() > 1,
        to,
        relationship_name,
        child_relationship_name: section.text("children")?.map(str::to_owned),
        on_delete: section.word("on_delete", "way", &ways)?.unwrap_or(OnDelete::Clear),
    }))
}

/// `Account` for `AccountId`, `Parent__r` for `Parent__c`.
fn relationship_of(name: &str) -> String {
    match name.strip_suffix("__c") {
        Some(stem) => format!("{stem}__r"),
        None => name.strip_suffix("Id").unwrap_or(name).to_owned(),
    }
}

fn read_write_rules(section: &Section<'_>, field: &mut Field) -> Result<(), DefinitionError> {
    field.auto_number_format = section.text("auto_number")?.map(str::to_owned);
    field.auto_number = field.auto_number_format.is_some();
    field.calculated = section.flag("calculated")?.unwrap_or(false);
    if field.auto_number && field.kind != FieldType::String {
        let remedy = "use `type = \"string\"`";
        return Err(section.error("auto_number", "only a string can be numbered", remedy));
    }
    if field.auto_number_format.as_deref().is_some_and(|format| number_width(format).is_none()) {
        let remedy = "write it like `auto_number = \"SUB-{00000}\"`";
        return Err(section.error("auto_number", "the format has no `{0}`", remedy));
    }
    let read_only = section.flag("read_only")?.unwrap_or(false)
        || field.calculated
        || field.auto_number
        || field.kind.is_compound();
    field.createable = section.flag("createable")?.unwrap_or(!read_only);
    field.updateable = section.flag("updateable")?.unwrap_or(!read_only);
    if let Some(required) = section.flag("required")? {
        field.nillable = !required;
    }
    let implied = field.defaulted_on_create
        || field.auto_number
        || field.default.is_some()
        || field.picklist.iter().any(|value| value.default_value);
    field.defaulted_on_create = section.flag("defaulted")?.unwrap_or(implied);
    Ok(())
}

/// How many digits the braces of an auto-number format ask for.
fn number_width(format: &str) -> Option<usize> {
    let (_, rest) = format.split_once('{')?;
    let (zeros, _) = rest.split_once('}')?;
    (!zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0')).then_some(zeros.len())
}

fn read_key_rules(section: &Section<'_>, field: &mut Field) -> Result<(), DefinitionError> {
    field.external_id = section.flag("external_id")?.unwrap_or(false);
    field.unique = section.flag("unique")?.unwrap_or(false);
    field.case_sensitive = section.flag("case_sensitive")?.unwrap_or(false);
    field.name_field = section.flag("name_field")?.unwrap_or(false);
    field.id_lookup =
        section.flag("id_lookup")?.unwrap_or(field.external_id || field.kind == FieldType::Id);
    let can_be_key =
        field.kind.is_number() || matches!(field.kind, FieldType::String | FieldType::Email);
    if field.external_id && !can_be_key {
        let problem = format!("a field of type {} cannot be an external id", field.kind.as_str());
        return Err(section.error("external_id", problem, "use type string, email or double"));
    }
    let is_long = field.length > TEXT_LENGTH_MAX;
    for (key, given) in [("external_id", field.external_id), ("unique", field.unique)] {
        if given && is_long {
            let problem = format!("a field of {} characters cannot be a key", field.length);
            let remedy = format!("use at most {TEXT_LENGTH_MAX}");
            return Err(section.error(key, problem, remedy));
        }
    }
    if field.case_sensitive && !field.unique {
        let remedy = "add `unique = true`, or remove `case_sensitive`";
        return Err(section.error(
            "case_sensitive",
            "only a unique field tells case apart",
            remedy,
        ));
    }
    Ok(())
}

fn read_soql_use(section: &Section<'_>, field: &mut Field) -> Result<(), DefinitionError> {
    let usual = defaults::soql_use(field.kind, field.length);
    let secured = (field.createable || field.updateable || field.calculated || field.custom)
        && field.nillable
        && !field.name_field
        && field.compound.as_deref() != Some("Name");
    let boolean = field.kind == FieldType::Boolean && (field.createable || field.custom);
    field.filterable = section.flag("filterable")?.unwrap_or(usual.filterable);
    field.sortable = section.flag("sortable")?.unwrap_or(usual.sortable && field.filterable);
    let grouped = usual.groupable && field.filterable && !field.calculated && !field.auto_number;
    field.groupable = section.flag("groupable")?.unwrap_or(grouped);
    let aggregated = usual.aggregatable && field.filterable;
    field.aggregatable = section.flag("aggregatable")?.unwrap_or(aggregated);
    field.permissionable = section.flag("permissionable")?.unwrap_or(secured || boolean);
    Ok(())
}
