//! A fixture's tables put into an org: ids of parents become this org's, draws come from its seed.

use std::sync::Arc;

use super::super::schema::{DefinitionError, Object};
use super::super::world::World;
use super::fixture::{Fixture, TableFixture};
use crate::core::generate::{Generator, Shape, Values};
use crate::core::table::{FIRST_STORED, RecordNumber};

impl World {
    /// Puts generated rows in front of all others; all tables of the fixture or none. Gives each
    /// object's name and how many rows it got.
    ///
    /// # Errors
    /// An object that has generated rows already, a parent without any, or a key that a stored
    /// record holds.
    pub fn generate(&mut self, fixture: &Fixture) -> Result<Vec<(String, u32)>, DefinitionError> {
        let mut made: Vec<(Arc<Object>, Generator)> = Vec::new();
        for table in &fixture.tables {
            if self.generator(&table.object).is_some() {
                let problem = format!("`{}` has generated rows already", table.object.name);
                let remedy = "generate the rows of an object once";
                return Err(DefinitionError::new(&table.place, "table.object", problem, remedy));
            }
            let generator = self.instance(fixture, table)?;
            self.refuse_doubles(table, &generator)?;
            made.push((Arc::clone(&table.object), generator));
        }
        let made = made.into_iter().map(|(object, generator)| {
            let rows = generator.rows();
            self.tables.table_mut(&object).set_generator(Arc::new(generator));
            (object.name.clone(), rows)
        });
        Ok(made.collect())
    }

    /// The generator of a table in this org.
    fn instance(
        &self,
        fixture: &Fixture,
        table: &TableFixture,
    ) -> Result<Generator, DefinitionError> {
        let mut columns = table.columns.clone();
        let whence = table.parents.iter().zip(&table.places);
        for (column, (parent, place)) in columns.iter_mut().zip(whence) {
            let Some(parent) = parent else { continue };
            let beside = fixture.tables.iter().find(|table| table.object.name == parent.name);
            let rows = match beside {
                Some(beside) => beside.rows,
                None => self.generator(parent).map_or(0, |generator| generator.rows()),
            };
            if rows == 0 {
                let key = format!("table.fields.{}", column.name);
                let problem = format!("`{}` has no generated rows to refer to", parent.name);
                let remedy = format!("add a table of `{}` to the fixture", parent.name);
                return Err(DefinitionError::new(place, key, problem, remedy));
            }
            let ids = self.tables.ids().text(parent.key_prefix);
            column.values = Values::Reference(ids, rows);
        }
        Ok(Generator::new(Shape {
            name: table.object.name.clone(),
            seed: self.seed,
            rows: table.rows,
            columns,
            from_ms: table.from.millis(),
            span_ms: table.to.since(table.from).millis(),
            // The org's own user made what was there before.
            by: FIRST_STORED,
        }))
    }

    /// No stored record may hold a unique value that a generated row holds too.
    fn refuse_doubles(
        &self,
        table: &TableFixture,
        generator: &Generator,
    ) -> Result<(), DefinitionError> {
        let Some(stored) = self.tables.table(table.object.key_prefix) else { return Ok(()) };
        let unique = table.object.unique_fields().filter(|(index, _)| generator.has(index.0));
        for (index, field) in unique {
            let at = table.columns.iter().position(|column| column.field == Some(index.0));
            let place = at.map_or(&table.place, |at| &table.places[at]);
            let living = stored.iter_from(RecordNumber(FIRST_STORED));
            for view in living.filter(|view| !view.is_deleted()) {
                let Some(value) = view.cell(index.0) else { continue };
                if !generator.find(index.0, &value).is_empty() {
                    let shown = String::from_utf8_lossy(&value);
                    let problem = format!("a stored record holds `{shown}` already");
                    let key = format!("table.fields.{}", field.name);
                    let remedy = "let generated values begin with other letters";
                    return Err(DefinitionError::new(place, key, problem, remedy));
                }
            }
        }
        Ok(())
    }

    fn generator(&self, object: &Object) -> Option<&Arc<Generator>> {
        self.tables.table(object.key_prefix)?.generator()
    }
}
