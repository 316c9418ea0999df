//! Objects and their rows.

use std::collections::BTreeMap;

use super::value::{Value, fold};

/// What a field is, as far as a query tells types apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A record's own id, or a reference to one.
    Id,
    /// A text in which letter case makes no difference.
    Text,
    /// A text in which it does.
    ExactText,
    /// A text too long for conditions.
    LongText,
    /// One of some values.
    Picklist,
    /// Several values, joined by semicolons.
    Multipicklist,
    /// A number.
    Number,
    /// A check box.
    Flag,
    /// A day.
    Day,
    /// An instant.
    Instant,
}

/// A field of an object.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its API name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// A way up from a record to its parent.
#[derive(Debug, Clone)]
pub struct Parent {
    /// The relationship's name, as in `Account.Name`.
    pub name: &'static str,
    /// The field that holds the parent's id.
    pub through: &'static str,
    /// The parent's object.
    pub object: &'static str,
}

/// A record: a value for each field; what is missing is null.
pub type Row = BTreeMap<&'static str, Value>;

/// An object with its rows.
#[derive(Debug, Clone)]
pub struct Object {
    /// Its API name.
    pub name: &'static str,
    /// Its fields; `Id` and `IsDeleted` are among them.
    pub fields: Vec<Field>,
    /// Its relationships.
    pub parents: Vec<Parent>,
    /// Its records, deleted ones too.
    pub rows: Vec<Row>,
}

/// All there is.
#[derive(Debug, Clone, Default)]
pub struct Store {
    /// The objects.
    pub objects: Vec<Object>,
}

impl Store {
    /// The object of that name.
    ///
    /// # Panics
    /// If there is none: queries are made for the store that they are asked of.
    pub fn object(&self, name: &str) -> &Object {
        let found = self.objects.iter().find(|object| object.name == name);
        found.unwrap_or_else(|| panic!("no object {name}"))
    }

    /// The id of a record by its place, counted round; one that no record has, if there are none.
    pub fn id(&self, object: &str, place: usize) -> String {
        let rows = &self.object(object).rows;
        let id = rows.get(place % rows.len().max(1)).and_then(|row| row["Id"].text());
        id.unwrap_or("001000000000000AAA").to_owned()
    }

    /// What a path leads to from an object.
    pub fn kind(&self, object: &str, path: &[&'static str]) -> Kind {
        match path {
            [field] => self.object(object).field(field).kind,
            [up, rest @ ..] => self.kind(self.object(object).parent(up).object, rest),
            [] => panic!("an empty path"),
        }
    }

    /// The value that a path leads to from a row; null if a parent is missing on the way.
    pub fn value(&self, object: &str, row: &Row, path: &[&'static str]) -> Value {
        match path {
            [field] => row.get(field).cloned().unwrap_or(Value::Null),
            [up, rest @ ..] => {
                let parent = self.object(object).parent(up);
                let id = row.get(parent.through).cloned().unwrap_or(Value::Null);
                let mut rows = self.object(parent.object).rows.iter();
                match rows.find(|row| id != Value::Null && row.get("Id") == Some(&id)) {
                    Some(found) => self.value(parent.object, found, rest),
                    None => Value::Null,
                }
            }
            [] => panic!("an empty path"),
        }
    }
}

impl Object {
    fn field(&self, name: &str) -> &Field {
        let found = self.fields.iter().find(|field| field.name == name);
        found.unwrap_or_else(|| panic!("no field {name} of {}", self.name))
    }

    fn parent(&self, name: &str) -> &Parent {
        let found = self.parents.iter().find(|parent| parent.name == name);
        found.unwrap_or_else(|| panic!("no relationship {name} of {}", self.name))
    }
}

impl Kind {
    /// A value as comparisons see it: without letter case where that makes no difference.
    pub fn seen(self, value: Value) -> Value {
        match (self, value) {
            (Kind::Id | Kind::ExactText, value) => value,
            (_, Value::Text(text)) => Value::Text(fold(&text)),
            (_, value) => value,
        }
    }
}
