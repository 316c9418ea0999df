//! A fixture's tables put into an org.

use std::sync::Arc;

use super::super::schema::{DefinitionError, KeyPrefix};
use super::super::world::World;
use super::Fixture;
use crate::core::generate::fixture::Home;
use crate::core::generate::{Generator, RowIds};
use crate::core::table::Table;

impl World {
    /// Puts generated rows in front of all others; all tables of the fixture or none. Gives each
    /// object's name and how many rows it got.
    ///
    /// # Errors
    /// An object that has generated rows already, a parent without any, or a key that a stored
    /// record holds.
    pub fn generate(&mut self, fixture: &Fixture) -> Result<Vec<(String, u32)>, DefinitionError> {
        let made = fixture.install(self)?;
        let mut rows = Vec::new();
        for table in made {
            let Some(object) = self.tables.schema().object(&table.kind.name).cloned() else {
                continue;
            };
            rows.push((table.kind.name, table.generator.rows()));
            self.tables.table_mut(&object).set_generator(table.generator);
        }
        Ok(rows)
    }

    fn prefix(&self, object: &str) -> Option<KeyPrefix> {
        self.tables.schema().object(object).map(|object| object.key_prefix)
    }
}

impl Home for World {
    fn seed(&self) -> u64 {
        self.seed
    }

    fn generator(&self, kind: &str) -> Option<Arc<Generator>> {
        self.stored(kind)?.generator().cloned()
    }

    fn stored(&self, kind: &str) -> Option<&Table> {
        self.tables.table(self.prefix(kind)?)
    }

    fn row_ids(&self, kind: &str) -> RowIds {
        match self.prefix(kind) {
            Some(prefix) => RowIds::Text(self.tables.ids().text(prefix)),
            None => RowIds::Numbers(0),
        }
    }
}
