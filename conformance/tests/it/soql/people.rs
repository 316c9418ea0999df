//! Generated accounts and contacts, as the store that the evaluator looks at.

use std::fmt;
use std::ops::Range;

use bulk_conformance::model::soql::{Field, Kind, Object, Parent, Row, Store, Value};
use proptest::prelude::*;
use proptest::sample::select;

use super::words::{self, CODES, INDUSTRIES, SOURCES, TAGS};

/// What the server must know besides its standard objects.
pub(crate) const EXTRA_FIELDS: &str = r#"
extend = "Contact"

[fields]
Code__c  = { type = "string", length = 40, unique = true, case_sensitive = true }
Score__c = { type = "double", precision = 18, scale = 2 }
At__c    = { type = "datetime" }
Tags__c  = { type = "multipicklist", values = ["Red", "Green", "Blue", "Dark blue"] }
"#;

pub(crate) const ACCOUNT: &[(&str, Kind)] = &[
    ("Id", Kind::Id),
    ("IsDeleted", Kind::Flag),
    ("External_Id__c", Kind::Text),
    ("Name", Kind::Text),
    ("Industry", Kind::Picklist),
    ("NumberOfEmployees", Kind::Number),
    ("ParentId", Kind::Id),
];

pub(crate) const CONTACT: &[(&str, Kind)] = &[
    ("Id", Kind::Id),
    ("IsDeleted", Kind::Flag),
    ("External_Id__c", Kind::Text),
    ("AccountId", Kind::Id),
    ("ReportsToId", Kind::Id),
    ("LastName", Kind::Text),
    ("FirstName", Kind::Text),
    ("Title", Kind::Text),
    ("Description", Kind::LongText),
    ("LeadSource", Kind::Picklist),
    ("Birthdate", Kind::Day),
    ("DoNotCall", Kind::Flag),
    ("Code__c", Kind::ExactText),
    ("Score__c", Kind::Number),
    ("At__c", Kind::Instant),
    ("Tags__c", Kind::Multipicklist),
];

/// Records before they have ids.
#[derive(Clone)]
pub(crate) struct People {
    pub(crate) accounts: Vec<Person>,
    pub(crate) contacts: Vec<Person>,
}

/// A record: its values, who stands above it (by place), and whether it is to be deleted.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) values: Row,
    pub(crate) account: Option<usize>,
    pub(crate) above: Option<usize>,
    pub(crate) deleted: bool,
}

/// One line for each, so that a counterexample can be read.
impl fmt::Debug for People {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (object, list) in [("account", &self.accounts), ("contact", &self.contacts)] {
            for (place, person) in list.iter().enumerate() {
                write!(f, "\n  {object} {place}: {person:?}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (field, value) in self.values.iter().filter(|(field, _)| **field != "External_Id__c") {
            write!(f, "{field} {value:?}, ")?;
        }
        for (word, of) in [("of account", self.account), ("below", self.above)] {
            if let Some(of) = of {
                write!(f, "{word} {of}, ")?;
            }
        }
        f.write_str(if self.deleted { "deleted" } else { "there" })
    }
}

/// Objects without rows.
pub(crate) fn empty_store() -> Store {
    let fields = |list: &[(&'static str, Kind)]| {
        list.iter().map(|(name, kind)| Field { name, kind: *kind }).collect()
    };
    let parent = |name, through, object| Parent { name, through, object };
    let account = Object {
        name: "Account",
        fields: fields(ACCOUNT),
        parents: vec![parent("Parent", "ParentId", "Account")],
        rows: Vec::new(),
    };
    let contact = Object {
        name: "Contact",
        fields: fields(CONTACT),
        parents: vec![
            parent("Account", "AccountId", "Account"),
            parent("ReportsTo", "ReportsToId", "Contact"),
        ],
        rows: Vec::new(),
    };
    Store { objects: vec![account, contact] }
}

/// A few of both.
pub(crate) fn people() -> impl Strategy<Value = People> {
    people_of(0..7, 0..13)
}

/// Enough contacts for several pages.
pub(crate) fn many_people() -> impl Strategy<Value = People> {
    people_of(0..4, 0..40)
}

fn people_of(accounts: Range<usize>, contacts: Range<usize>) -> impl Strategy<Value = People> {
    let accounts = prop::collection::vec(account(), accounts);
    let contacts = prop::collection::vec(contact(), contacts);
    (accounts, contacts, 0..CODES.len()).prop_map(|(accounts, contacts, first_code)| {
        let mut people = People { accounts, contacts };
        for (place, account) in people.accounts.iter_mut().enumerate() {
            account.values.insert("External_Id__c", Value::Text(words::key(place)));
        }
        for (place, contact) in people.contacts.iter_mut().enumerate() {
            contact.values.insert("External_Id__c", Value::Text(words::key(place)));
            // A code is unique.
            if contact.values.remove("Code__c").is_some() && place < CODES.len() {
                let code = CODES[(first_code + place) % CODES.len()];
                contact.values.insert("Code__c", Value::Text(code.to_owned()));
            }
        }
        people
    })
}

fn account() -> impl Strategy<Value = Person> {
    let values = (
        words::text(),
        some(select(INDUSTRIES).prop_map(as_text)),
        some(words::whole().prop_map(Value::Number)),
    );
    (values, prop::option::of(0_usize..8), deleted()).prop_map(|(values, above, deleted)| {
        let (name, industry, employees) = values;
        let row = [
            ("Name", Some(Value::Text(name))),
            ("Industry", industry),
            ("NumberOfEmployees", employees),
        ];
        Person { values: row_of(row), account: None, above, deleted }
    })
}

/// A contact, whatever its place.
pub(crate) fn contact() -> impl Strategy<Value = Person> {
    let texts = (
        words::text(),
        some(words::text().prop_map(Value::Text)),
        some(words::text().prop_map(Value::Text)),
        some(words::text().prop_map(Value::Text)),
    );
    let rest = (
        some(select(SOURCES).prop_map(as_text)),
        some(words::day().prop_map(Value::Day)),
        any::<bool>(),
        any::<bool>(),
        some(words::number().prop_map(Value::Number)),
        some(words::instant().prop_map(Value::Instant)),
        some(prop::sample::subsequence(TAGS, 1..4).prop_map(|tags| as_text(&tags.join(";")))),
    );
    let parents = (prop::option::of(0_usize..8), prop::option::of(0_usize..8), deleted());
    (texts, rest, parents).prop_map(|(texts, rest, (account, above, deleted))| {
        let (last, first, title, description) = texts;
        let (source, birth, call, code, score, at, tags) = rest;
        let row = [
            ("LastName", Some(Value::Text(last))),
            ("FirstName", first),
            ("Title", title),
            ("Description", description),
            ("LeadSource", source),
            ("Birthdate", birth),
            ("DoNotCall", Some(Value::Flag(call))),
            ("Code__c", code.then_some(Value::Null)),
            ("Score__c", score),
            ("At__c", at),
            ("Tags__c", tags),
        ];
        Person { values: row_of(row), account, above, deleted }
    })
}

fn row_of<const N: usize>(values: [(&'static str, Option<Value>); N]) -> Row {
    values.into_iter().filter_map(|(field, value)| Some((field, value?))).collect()
}

fn some(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Option<Value>> {
    prop::option::weighted(0.7, value)
}

fn deleted() -> impl Strategy<Value = bool> {
    prop::bool::weighted(0.15)
}

fn as_text(text: &str) -> Value {
    Value::Text(text.to_owned())
}
