//! People brought into an org, and what must be there then: who stands above whom, and what a
//! deletion does to those below.

use bulk_conformance::model::soql::{Row, Store, Value};

use super::people::{People, Person, empty_store};

/// Whoever keeps records.
pub(crate) trait Writer {
    /// Writes new records; gives their ids in the same order.
    fn insert(&mut self, object: &str, rows: &[Row]) -> Vec<String>;
    /// Deletes records, one after the other.
    fn delete(&mut self, object: &str, ids: &[String]);
}

/// Writes people, then deletes those that are to be deleted.
pub(crate) fn load(people: &People, writer: &mut impl Writer) -> Store {
    let mut store = empty_store();
    for (object, list) in [("Account", &people.accounts), ("Contact", &people.contacts)] {
        // Who stands above others is first in the list, so places stay as they are.
        let (above, below) = list.split_at(list.len().div_ceil(2));
        for (part, has_above) in [(above, false), (below, true)] {
            insert(&mut store, object, part, has_above, writer);
        }
    }
    for (object, list) in [("Contact", &people.contacts), ("Account", &people.accounts)] {
        let places = (0..list.len()).filter(|place| list[*place].deleted);
        let ids: Vec<String> = places.map(|place| store.id(object, place)).collect();
        if !ids.is_empty() {
            writer.delete(object, &ids);
        }
        for id in &ids {
            delete(&mut store, object, id);
        }
    }
    store
}

fn insert(
    store: &mut Store,
    object: &str,
    part: &[Person],
    has_above: bool,
    writer: &mut impl Writer,
) {
    let rows: Vec<Row> =
        part.iter().map(|person| with_parents(store, object, person, has_above)).collect();
    if rows.is_empty() {
        return;
    }
    let ids = writer.insert(object, &rows);
    let found = store.objects.iter_mut().find(|known| known.name == object).expect("known");
    for (mut row, id) in rows.into_iter().zip(ids) {
        row.insert("Id", Value::Text(id));
        row.insert("IsDeleted", Value::Flag(false));
        found.rows.push(row);
    }
}

/// A record with the ids of those above it.
fn with_parents(store: &Store, object: &str, person: &Person, has_above: bool) -> Row {
    let mut row = person.values.clone();
    if let (Some(place), false) = (person.account, store.object("Account").rows.is_empty()) {
        row.insert("AccountId", Value::Text(store.id("Account", place)));
    }
    if let (Some(place), true) = (person.above, has_above) {
        let up = if object == "Account" { "ParentId" } else { "ReportsToId" };
        row.insert(up, Value::Text(store.id(object, place)));
    }
    row
}

/// Contacts go with their account; other references to what goes become null.
pub(crate) fn delete(store: &mut Store, object: &str, id: &str) {
    let id = Value::Text(id.to_owned());
    let mut below = Vec::new();
    for known in &mut store.objects {
        for row in &mut known.rows {
            if known.name == object && row["Id"] == id {
                row.insert("IsDeleted", Value::Flag(true));
            }
            if row["IsDeleted"] == Value::Flag(true) {
                continue;
            }
            if row.get("AccountId") == Some(&id) {
                below.push(row["Id"].text().expect("an id").to_owned());
            }
            for field in ["ParentId", "ReportsToId"] {
                if row.get(field) == Some(&id) {
                    row.remove(field);
                }
            }
        }
    }
    for contact in below {
        delete(store, "Contact", &contact);
    }
}
