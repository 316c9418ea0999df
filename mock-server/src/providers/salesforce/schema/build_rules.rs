//! Validation rules out of their tables.
//! The fields they name must exist already, so they are read once the object's fields are known.

use super::{Condition, DefinitionError, FieldIndex, Object, Test, ValidationRule};
use crate::core::document::Section;
use crate::core::nearest::suggest;

const RULE_KEYS: [&str; 4] = ["name", "message", "field", "when"];
const CONDITION_KEYS: [&str; 6] =
    ["field", "blank", "equals", "not_equals", "less_than", "greater_than"];

/// The rules that a file lists, against the fields of their object.
pub(super) fn build(
    file: &Section<'_>,
    object: &Object,
) -> Result<Vec<ValidationRule>, DefinitionError> {
    let mut rules: Vec<ValidationRule> = Vec::new();
    for section in file.sections("validation_rules", &RULE_KEYS)? {
        let rule = build_rule(&section, object)?;
        if rules.iter().any(|known| known.name.eq_ignore_ascii_case(&rule.name)) {
            let problem = format!("a second rule is called `{}`", rule.name);
            return Err(section.error("name", problem, "give it another name"));
        }
        rules.push(rule);
    }
    Ok(rules)
}

fn build_rule(section: &Section<'_>, object: &Object) -> Result<ValidationRule, DefinitionError> {
    let name = section.required_text("name", "it tells the rules apart")?;
    let message = section.required_text("message", "it is the text of the error")?;
    let field = match section.text("field")? {
        Some(name) => Some(find(section, object, name)?),
        None => None,
    };
    let when = section
        .sections("when", &CONDITION_KEYS)?
        .iter()
        .map(|condition| build_condition(condition, object))
        .collect::<Result<Vec<_>, _>>()?;
    if when.is_empty() {
        let remedy = "add `when = [{ field = \"Amount__c\", less_than = 0 }]`";
        return Err(section.error("when", "the rule has no condition", remedy));
    }
    Ok(ValidationRule { name: name.to_owned(), message: message.to_owned(), field, when })
}

fn build_condition(section: &Section<'_>, object: &Object) -> Result<Condition, DefinitionError> {
    let name = section.required_text("field", "the field whose value is tested")?;
    let field = find(section, object, name)?;
    let tests = [
        section.flag("blank")?.map(|blank| if blank { Test::Blank } else { Test::NotBlank }),
        section.scalar("equals")?.map(Test::Equals),
        section.scalar("not_equals")?.map(Test::NotEquals),
        section.number("less_than")?.map(Test::LessThan),
        section.number("greater_than")?.map(Test::GreaterThan),
    ];
    let mut tests = tests.into_iter().flatten();
    match (tests.next(), tests.next()) {
        (Some(is), None) => Ok(Condition { field, is }),
        (None, _) => {
            let remedy = format!("add one of: {}", CONDITION_KEYS[1..].join(", "));
            Err(section.error("field", "the condition has no test", remedy))
        }
        (Some(_), Some(_)) => {
            let remedy = "write two conditions: all of them must hold";
            Err(section.error("field", "the condition has two tests", remedy))
        }
    }
}

fn find(section: &Section<'_>, object: &Object, name: &str) -> Result<FieldIndex, DefinitionError> {
    match object.field(name) {
        Some((index, _)) => Ok(index),
        None => {
            let names = object.fields.iter().map(|field| field.name.as_str());
            let problem = format!("{} has no field `{name}`", object.name);
            Err(section.error("field", problem, suggest(name, names)))
        }
    }
}
