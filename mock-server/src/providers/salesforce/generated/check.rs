//! What the schema wants of a fixture: values that fit their fields, and a way back where records are
//! found by value.

use super::super::schema::{DefinitionError, Field, FieldType, Object};
use super::column::Draft;
use crate::core::document::Section;
use crate::core::generate::{Column, Generator, Part, ROWS_MAX, Shape, Share, Values};
use crate::core::nearest::suggest;

/// Fields that the provider fills by itself.
const OWN: [&str; 7] = [
    "Id",
    "IsDeleted",
    "CreatedDate",
    "CreatedById",
    "LastModifiedDate",
    "LastModifiedById",
    "SystemModstamp",
];

/// Every required field has a column.
pub(super) fn required(
    section: &Section<'_>,
    object: &Object,
    drafts: &[Draft<'_>],
) -> Result<(), DefinitionError> {
    for (index, field) in object.required() {
        let given = |draft: &Draft<'_>| draft.field.as_ref().is_some_and(|(_, of)| *of == index);
        if !drafts.iter().any(given) {
            let problem = format!("`{}` is required, and has no column", field.name);
            let remedy = format!("add `{} = {{ … }}` to the fields", field.name);
            return Err(section.error("fields", problem, remedy));
        }
    }
    Ok(())
}

/// The last column fits its field.
pub(super) fn column(draft: &Draft<'_>, columns: &[Column]) -> Result<(), DefinitionError> {
    let (Some(field), Some(column)) = (draft.definition(), columns.last()) else { return Ok(()) };
    can_be_written(draft, field)?;
    kind_fits(draft, field)?;
    if column.nulls != Share::NONE && field.is_required() {
        let remedy = "leave out `nulls`";
        return Err(draft.section.error("nulls", "the field is required", remedy));
    }
    if column.edges.is_some() && !field.kind.is_text() {
        let remedy = "leave them out, or put them into a field of text";
        return Err(draft.section.error("edge_cases", "they are texts", remedy));
    }
    picklist_fits(draft, field)?;
    let longest = longest(column, columns);
    if field.kind.is_text() && longest > field.length as usize {
        let problem =
            format!("values may have {longest} characters, and the field takes {}", field.length);
        return Err(draft.error(problem, "write shorter ones"));
    }
    way_back(draft, field, columns)
}

fn can_be_written(draft: &Draft<'_>, field: &Field) -> Result<(), DefinitionError> {
    let own = OWN.contains(&field.name.as_str()) || field.kind.is_compound() || field.calculated;
    let of_parts = field.name_field && !field.createable;
    if own || of_parts || field.auto_number {
        let remedy = match field.name.as_str() {
            "CreatedDate" => "leave it out, and say `created` of the table",
            _ => "leave it out",
        };
        return Err(draft.error("the provider fills this field by itself", remedy));
    }
    Ok(())
}

fn kind_fits(draft: &Draft<'_>, field: &Field) -> Result<(), DefinitionError> {
    let fitting: &[&str] = match field.kind {
        FieldType::Int | FieldType::Long => &["whole"],
        FieldType::Double | FieldType::Currency | FieldType::Percent => &["decimal", "whole"],
        FieldType::Boolean => &["true_in"],
        FieldType::Date => &["date"],
        FieldType::Datetime => &["datetime"],
        FieldType::Reference => &["parent"],
        kind if kind.is_text() => &["words", "template", "value", "digits"],
        _ => &[],
    };
    if !fitting.contains(&draft.kind) {
        let remedy = match fitting {
            [] => "leave it out: fields of this type cannot be generated".to_owned(),
            fitting => format!("say it with {}", fitting.join(" or ")),
        };
        let problem = format!("`{}` does not fit the type {}", draft.kind, field.kind.as_str());
        return Err(draft.error(problem, remedy));
    }
    let Some(reference) = &field.reference else { return Ok(()) };
    let parent = draft.section.text("parent")?.unwrap_or_default();
    if reference.to.iter().any(|to| to.eq_ignore_ascii_case(parent)) {
        return Ok(());
    }
    let remedy = suggest(parent, reference.to.iter().map(String::as_str));
    Err(draft.error(format!("the field does not refer to `{parent}`"), remedy))
}

fn picklist_fits(draft: &Draft<'_>, field: &Field) -> Result<(), DefinitionError> {
    if !field.restricted_picklist || !draft.section.has("words") {
        return Ok(());
    }
    let table = draft.section.table.table("words");
    let words: Vec<&str> = match table {
        Some(table) => table.entries.iter().map(|(word, _)| word.as_str()).collect(),
        None => draft.section.texts("words")?,
    };
    let active = || field.picklist.iter().filter(|value| value.active).map(|v| v.value.as_str());
    match words.into_iter().find(|word| !active().any(|value| value == *word)) {
        Some(word) => {
            let problem = format!("the pick list has no value `{word}`");
            Err(draft.error(problem, suggest(word, active())))
        }
        None => Ok(()),
    }
}

/// The most characters that a value may have.
fn longest(column: &Column, columns: &[Column]) -> usize {
    match &column.values {
        Values::Words(words) => words.chars_max(),
        Values::Pattern(pattern) => pattern.chars().count(),
        Values::Template(parts) => parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.chars().count(),
                Part::Column(place, _) => longest(&columns[*place], columns),
                // However the number of rows is set later.
                Part::Row(width) | Part::Key(width) => usize::from(*width).max(10),
            })
            .sum(),
        _ => 0,
    }
}

/// Records are found by keys and references without an index, so these must lead back to rows.
fn way_back(draft: &Draft<'_>, field: &Field, columns: &[Column]) -> Result<(), DefinitionError> {
    let (Some((_, index)), Some(_)) = (&draft.field, columns.last()) else { return Ok(()) };
    let key = field.unique || field.external_id || field.id_lookup;
    if !key {
        return Ok(());
    }
    // As many rows as there can be, so that another number of rows changes nothing.
    let generator = Generator::new(Shape {
        name: String::new(),
        seed: 0,
        rows: ROWS_MAX,
        columns: columns.to_vec(),
        from_ms: 0,
        span_ms: 0,
        by: 0,
    });
    if !generator.is_invertible(index.0) {
        let problem = "records are found by this field, and its values do not name their row";
        let remedy = "put {key:8} or {row:8} into a template, and leave out edge cases";
        return Err(draft.error(problem, remedy));
    }
    if field.unique && !generator.is_unique(index.0) {
        let problem = "the field is unique, and two rows may hold the same value";
        let remedy = "put text without digits beside {key:8} or {row:8}, and nothing but text on \
                      one side of it";
        return Err(draft.error(problem, remedy));
    }
    Ok(())
}
