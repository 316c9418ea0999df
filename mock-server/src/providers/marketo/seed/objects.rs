//! `NAME.csv`: records of the custom object NAME by the API names of its fields.

use std::sync::Arc;

use super::super::records::{Records, joined_key, object_key};
use super::table::{SeedTable, columns};
use super::{SeedError, insert};

/// Takes in the file of the object at that place.
pub(super) fn load(
    records: &mut Records,
    place: usize,
    path: &str,
    text: &[u8],
) -> Result<u32, SeedError> {
    let instance = Arc::clone(&records.instance);
    let object = &instance.objects[place];
    let table = SeedTable::read(path, text, &columns(&object.fields))?;
    let mut rows = 0;
    for row in table.rows() {
        let row = row?;
        let (made, changed) = row.made_and_changed()?;
        let mut cells = row.own_cells(&object.fields)?;
        let names = object.dedupe_fields.iter().map(|id| object.fields.at(*id).name());
        let values = names.map(|name| row.required(name)).collect::<Result<Vec<_>, _>>()?;
        let key = joined_key(values.iter().map(String::as_bytes));
        if !records.object_mut(place).find(object_key(object), &key).is_empty() {
            let name = &object.name;
            return Err(
                row.error(format!("there is a `{name}` with this key already; leave it out"))
            );
        }
        if values.len() > 1 {
            cells.push((object_key(object), Some(key.into_boxed_slice())));
        }
        insert(records.object_mut(place), made, changed, &cells);
        rows += 1;
    }
    Ok(rows)
}
