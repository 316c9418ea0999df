//! A definition file as a tree of values, each with its line, before anything is understood.
//!
//! Files are laid over each other here, as trees: what a user's file says of a field replaces only
//! the keys it names. It knows TOML; it does not know which keys exist.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{DefinitionError, Place};

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) place: Place,
    pub(crate) value: Value,
}

/// What a definition file can hold.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Text(String),
    Flag(bool),
    Whole(i64),
    Decimal(f64),
    List(Vec<Node>),
    Table(Table),
}

impl Value {
    /// The kind of value in words, for error messages.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Value::Text(_) => "text",
            Value::Flag(_) => "true or false",
            Value::Whole(_) => "a whole number",
            Value::Decimal(_) => "a decimal number",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// A table, its entries in the order of the file.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) place: Place,
    /// Key path from the top of the file; empty for the file itself.
    pub(crate) path: String,
    pub(crate) entries: Vec<(String, Node)>,
}

impl Table {
    /// The value of that key.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// The table under that key, if there is one and it is a table.
    pub(crate) fn table(&self, key: &str) -> Option<&Table> {
        match &self.get(key)?.value {
            Value::Table(table) => Some(table),
            Value::Text(_)
            | Value::Flag(_)
            | Value::Whole(_)
            | Value::Decimal(_)
            | Value::List(_) => None,
        }
    }

    /// The text under that key, if there is one and it is text.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        match &self.get(key)?.value {
            Value::Text(text) => Some(text),
            Value::Flag(_)
            | Value::Whole(_)
            | Value::Decimal(_)
            | Value::List(_)
            | Value::Table(_) => None,
        }
    }

    /// The path of a key in this table.
    pub(crate) fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Lays another table over this one: tables are merged key by key, lists are joined, anything
    /// else is replaced. Keys under `fields` are field names, so letter case is ignored there.
    pub(crate) fn overlay(&mut self, over: Table) {
        let ignore_case = self.path == "fields";
        for (key, node) in over.entries {
            let known = self
                .entries
                .iter_mut()
                .find(|(name, _)| *name == key || (ignore_case && name.eq_ignore_ascii_case(&key)));
            let Some((_, below)) = known else {
                self.entries.push((key, node));
                continue;
            };
            match (&mut below.value, node.value) {
                (Value::Table(table), Value::Table(more)) => table.overlay(more),
                (Value::List(list), Value::List(more)) if self.path.is_empty() => list.extend(more),
                (_, value) => *below = Node { place: node.place, value },
            }
        }
    }
}

/// Reads the text of a definition file.
///
/// # Errors
/// Text that is not TOML, and values of a kind that no definition uses.
pub(crate) fn parse(file: &str, text: &str) -> Result<Table, DefinitionError> {
    let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    let source = Source { file: Arc::from(file), newlines: newlines.map(|(at, _)| at).collect() };
    let document = DeTable::parse(text).map_err(|error| {
        let place = source.place(error.span().map_or(0, |span| span.start));
        DefinitionError::new(&place, "", error.message(), "write it as TOML, see the README")
    })?;
    source.table(String::new(), 0, document.get_ref())
}

struct Source {
    file: Arc<str>,
    /// Byte offsets of the line ends, in order.
    newlines: Vec<usize>,
}

impl Source {
    fn place(&self, offset: usize) -> Place {
        let line = 1 + self.newlines.partition_point(|newline| *newline < offset);
        Place { file: Arc::clone(&self.file), line }
    }

    fn table(
        &self,
        path: String,
        offset: usize,
        table: &DeTable<'_>,
    ) -> Result<Table, DefinitionError> {
        let mut out = Table { place: self.place(offset), path, entries: Vec::new() };
        let mut keys: Vec<_> = table.iter().collect();
        keys.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in keys {
            let path = out.path_of(key.get_ref());
            let node = self.node(path, key.span().start, value)?;
            out.entries.push((key.get_ref().to_string(), node));
        }
        Ok(out)
    }

    fn node(
        &self,
        path: String,
        offset: usize,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<Node, DefinitionError> {
        let place = self.place(offset);
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Integer(number) => Value::Whole(
                i64::from_str_radix(number.as_str(), number.radix())
                    .map_err(|_| unusable(&place, &path, "a number beyond 64 bits"))?,
            ),
            DeValue::Float(number) => Value::Decimal(
                number
                    .as_str()
                    .parse()
                    .map_err(|_| unusable(&place, &path, "a number that cannot be read"))?,
            ),
            DeValue::Datetime(_) => return Err(unusable(&place, &path, "a date outside quotes")),
            DeValue::Array(items) => {
                let node = |(index, item): (usize, &Spanned<DeValue<'_>>)| {
                    self.node(format!("{path}[{index}]"), item.span().start, item)
                };
                Value::List(items.iter().enumerate().map(node).collect::<Result<_, _>>()?)
            }
            DeValue::Table(table) => Value::Table(self.table(path, offset, table)?),
        };
        Ok(Node { place, value })
    }
}

fn unusable(place: &Place, path: &str, found: &str) -> DefinitionError {
    DefinitionError::new(place, path, format!("found {found}"), "write it as text in quotes")
}
