//! Rows that are there before any client comes: the org's own, demo data, seed files.
//!
//! They go into the tables as an upload would, past the rules: a fixture may hold what no client
//! could write.

use std::sync::Arc;

use super::rows::NULL;
use super::schema::{FieldIndex, Object};
use super::world::World;
use crate::core::csv::{self, Delimiter};
use crate::core::rows::Upload;
use crate::core::table::{FIRST_STORED, RecordNumber, RowRef, Source, fold_hash};
use crate::core::time::SimTime;

impl World {
    /// The Organization row.
    pub(super) fn seed_organization(&mut self, name: &str, now: SimTime) {
        let Some(object) = self.tables.schema().object("Organization").cloned() else { return };
        let header = ["Name", "OrganizationType", "InstanceName", "IsSandbox", "LanguageLocaleKey"];
        let row = [name, "Developer Edition", "MOCK1", "false", "en_US"];
        self.seed(&object, &header, [row.map(str::as_bytes).to_vec()].into_iter(), now);
    }

    /// A User row; gives its number.
    pub(super) fn seed_user(&mut self, username: &str, now: SimTime) -> u64 {
        let Some(object) = self.tables.schema().object("User").cloned() else {
            return FIRST_STORED;
        };
        let local = username.split('@').next().unwrap_or(username);
        let alias: String = local.chars().take(8).collect();
        let header = ["Username", "Email", "LastName", "Alias", "IsActive", "UserType"];
        let row = [username, username, local, &alias, "true", "Standard"];
        let row: Vec<&[u8]> = row.iter().map(|cell| cell.as_bytes()).collect();
        self.seed(&object, &header, [row].into_iter(), now).0
    }

    /// Gives a User row another user name.
    pub(super) fn rename_user(&mut self, number: u64, username: &str, now: SimTime) {
        let Some(object) = self.tables.schema().object("User").cloned() else { return };
        let local = username.split('@').next().unwrap_or(username);
        let values = [("Username", username), ("Email", username), ("LastName", local)];
        let cells = values
            .into_iter()
            .filter_map(|(name, value)| {
                let (index, _) = object.field(name)?;
                Some((index.0, Some(Box::from(value.as_bytes()))))
            })
            .collect();
        let table = self.tables.table_mut(&object);
        let commit = table.commit(now, number);
        table.set_cells(RecordNumber(number), commit, cells);
    }

    /// Adds rows, cell by cell in the order of `header`; gives the first one's number.
    ///
    /// Columns that the object does not have are left out.
    pub fn seed<'a>(
        &mut self,
        object: &Arc<Object>,
        header: &[&str],
        rows: impl Iterator<Item = Vec<&'a [u8]>>,
        now: SimTime,
    ) -> RecordNumber {
        let quoted: Vec<Vec<u8>> = rows.map(|row| line(&row)).collect();
        let names: Vec<&[u8]> = header.iter().map(|name| name.as_bytes()).collect();
        let rows = quoted.iter().map(Vec::as_slice);
        let upload = Arc::new(Upload::from_rows(&line(&names), rows, Delimiter::Comma));
        let columns: Vec<Option<FieldIndex>> =
            header.iter().map(|name| object.field(name).map(|(index, _)| index)).collect();
        self.seed_upload(object, &columns, &upload, now)
    }

    fn seed_upload(
        &mut self,
        object: &Arc<Object>,
        columns: &[Option<FieldIndex>],
        upload: &Arc<Upload>,
        now: SimTime,
    ) -> RecordNumber {
        let fields: Vec<Option<u16>> = columns.iter().map(|field| field.map(|f| f.0)).collect();
        let table = self.tables.table_mut(object);
        let first = table.next_number();
        let indexed: Vec<u16> = table.indexed().collect();
        let source = table.add_source(Arc::new(Source::new(Arc::clone(upload), &fields, NULL)));
        // The org's own user writes what was there before.
        let commit = table.commit(now, FIRST_STORED);
        for row in 0..upload.row_count() {
            let key = |field: &u16| {
                let column = fields.iter().position(|of| of.as_ref() == Some(field))?;
                let cell = csv::nth(upload.row(row), Delimiter::Comma, column)?;
                let value = cell.decode();
                (!value.is_empty()).then(|| fold_hash(&value))
            };
            let keys: Vec<Option<u64>> = indexed.iter().map(key).collect();
            table.insert(RowRef { source, row }, commit, Vec::new(), &keys);
        }
        first
    }
}

fn line(cells: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::new();
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        csv::quoted(&mut out, cell);
    }
    out
}
