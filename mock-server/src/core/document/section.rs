//! Reading one table by its keys: a key that nobody knows is refused, a value of the wrong kind too.
//! It knows kinds of values, not what they mean.

use super::{DefinitionError, Node, Place, Table, Value};
use crate::core::nearest::suggest;

/// A table whose keys are known.
#[derive(Clone, Copy)]
pub(crate) struct Section<'t> {
    pub(crate) table: &'t Table,
}

impl<'t> Section<'t> {
    /// The table, once every key in it is one of these.
    pub(crate) fn new(table: &'t Table, known: &[&str]) -> Result<Section<'t>, DefinitionError> {
        for (key, node) in &table.entries {
            if !known.contains(&key.as_str()) {
                let remedy = suggest(key, known.iter().copied());
                let problem = format!("unknown key `{key}`");
                return Err(DefinitionError::new(&node.place, &table.path, problem, remedy));
            }
        }
        Ok(Section { table })
    }

    /// The line of a key, or of the table where the key is not given.
    pub(crate) fn place(&self, key: &str) -> &'t Place {
        self.table.get(key).map_or(&self.table.place, |node| &node.place)
    }

    /// An error at a key.
    pub(crate) fn error(
        &self,
        key: &str,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> DefinitionError {
        DefinitionError::new(self.place(key), self.table.path_of(key), problem, remedy)
    }

    /// An error at a key of a field, or at the field itself where the key is empty. A system field
    /// that the file does not list is answered with the line of the file that implies it.
    pub(crate) fn field_error(
        &self,
        field: &str,
        key: &str,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> DefinitionError {
        let own = self.table.table("fields").and_then(|fields| fields.table(field));
        let path = if key.is_empty() {
            format!("fields.{field}")
        } else {
            format!("fields.{field}.{key}")
        };
        let place = match own {
            Some(table) => Section { table }.place(key),
            None => self.place("fields"),
        };
        DefinitionError::new(place, path, problem, remedy)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    pub(crate) fn text(&self, key: &str) -> Result<Option<&'t str>, DefinitionError> {
        let Some(node) = self.table.get(key) else { return Ok(None) };
        match &node.value {
            Value::Text(text) => Ok(Some(text)),
            other => Err(self.wrong_kind(key, other, "text in quotes")),
        }
    }

    /// A text that must be there and not be empty.
    pub(crate) fn required_text(&self, key: &str, why: &str) -> Result<&'t str, DefinitionError> {
        match self.text(key)? {
            Some(text) if !text.trim().is_empty() => Ok(text),
            Some(_) | None => {
                let remedy = format!("add `{key} = \"…\"`: {why}");
                Err(self.error(key, format!("`{key}` is missing"), remedy))
            }
        }
    }

    pub(crate) fn flag(&self, key: &str) -> Result<Option<bool>, DefinitionError> {
        let Some(node) = self.table.get(key) else { return Ok(None) };
        match &node.value {
            Value::Flag(flag) => Ok(Some(*flag)),
            other => Err(self.wrong_kind(key, other, "true or false, without quotes")),
        }
    }

    pub(crate) fn whole(&self, key: &str, max: u32) -> Result<Option<u32>, DefinitionError> {
        let Some(node) = self.table.get(key) else { return Ok(None) };
        let wanted = format!("a whole number from 0 to {max}");
        match &node.value {
            Value::Whole(number) => match u32::try_from(*number) {
                Ok(number) if number <= max => Ok(Some(number)),
                Ok(_) | Err(_) => Err(self.error(
                    key,
                    format!("{number} is out of range"),
                    format!("write {wanted}"),
                )),
            },
            other => Err(self.wrong_kind(key, other, &wanted)),
        }
    }

    pub(crate) fn number(&self, key: &str) -> Result<Option<f64>, DefinitionError> {
        let Some(node) = self.table.get(key) else { return Ok(None) };
        match &node.value {
            Value::Decimal(number) => Ok(Some(*number)),
            #[expect(clippy::cast_precision_loss, reason = "bounds in a rule are small numbers")]
            Value::Whole(number) => Ok(Some(*number as f64)),
            other => Err(self.wrong_kind(key, other, "a number, without quotes")),
        }
    }

    /// A text, flag or number, as text.
    pub(crate) fn scalar(&self, key: &str) -> Result<Option<String>, DefinitionError> {
        let Some(node) = self.table.get(key) else { return Ok(None) };
        match &node.value {
            Value::Text(text) => Ok(Some(text.clone())),
            Value::Flag(flag) => Ok(Some(flag.to_string())),
            Value::Whole(number) => Ok(Some(number.to_string())),
            Value::Decimal(number) => Ok(Some(number.to_string())),
            other => Err(self.wrong_kind(key, other, "a text, a number, true or false")),
        }
    }

    /// One text or a list of texts.
    pub(crate) fn texts(&self, key: &str) -> Result<Vec<&'t str>, DefinitionError> {
        let Some(node) = self.table.get(key) else { return Ok(Vec::new()) };
        match &node.value {
            Value::Text(text) => Ok(vec![text]),
            Value::List(items) => items
                .iter()
                .map(|item| match &item.value {
                    Value::Text(text) => Ok(text.as_str()),
                    other => Err(self.wrong_kind(key, other, "a list of texts")),
                })
                .collect(),
            other => Err(self.wrong_kind(key, other, "a text or a list of texts")),
        }
    }

    /// The items of a list; none where the key is not given.
    pub(crate) fn list(&self, key: &str) -> Result<&'t [Node], DefinitionError> {
        let Some(node) = self.table.get(key) else { return Ok(&[]) };
        match &node.value {
            Value::List(items) => Ok(items),
            other => Err(self.wrong_kind(key, other, "a list")),
        }
    }

    /// A list of tables, each with its keys known.
    pub(crate) fn sections(
        &self,
        key: &str,
        known: &[&str],
    ) -> Result<Vec<Section<'t>>, DefinitionError> {
        self.list(key)?
            .iter()
            .map(|item| match &item.value {
                Value::Table(table) => Section::new(table, known),
                other => Err(self.wrong_kind(key, other, "a list of tables")),
            })
            .collect()
    }

    /// One of a closed list of words.
    pub(crate) fn word<T>(
        &self,
        key: &str,
        what: &str,
        words: &[(&'static str, T)],
    ) -> Result<Option<T>, DefinitionError>
    where
        T: Copy,
    {
        let Some(text) = self.text(key)? else { return Ok(None) };
        match words.iter().find(|(word, _)| *word == text) {
            Some((_, value)) => Ok(Some(*value)),
            None => {
                let remedy = suggest(text, words.iter().map(|(word, _)| *word));
                Err(self.error(key, format!("unknown {what} `{text}`"), remedy))
            }
        }
    }

    pub(crate) fn wrong_kind(&self, key: &str, found: &Value, wanted: &str) -> DefinitionError {
        self.error(key, format!("found {}", found.describe()), format!("write {wanted}"))
    }
}
