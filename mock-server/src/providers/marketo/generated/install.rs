//! A fixture's tables put into an instance.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::super::activities::generated::ATTRIBUTES;
use super::super::id::record_id;
use super::super::world::World;
use super::Fixture;
use super::model::{ACTIVITIES, LEADS};
use crate::core::document::DefinitionError;
use crate::core::generate::fixture::Home;
use crate::core::generate::{Generator, RowIds};
use crate::core::table::{RecordNumber, Table, Written};

/// Rows of which it is asked whether their attributes are JSON. Templates that are sound in so many
/// are so in all, but for words that are rarer.
const ROWS_TRIED: u32 = 1000;

impl World {
    /// Puts generated rows in front of all others; all tables of the fixture or none. Gives each
    /// kind's name and how many rows it got.
    ///
    /// # Errors
    /// A kind that has generated rows already, a parent without any, a mail address that a stored
    /// lead has, or attributes that are no JSON object.
    pub fn generate(&mut self, fixture: &Fixture) -> Result<Vec<(String, u32)>, DefinitionError> {
        let made = fixture.install(self)?;
        let activities = made.iter().zip(&fixture.tables);
        for (table, whence) in activities.filter(|(table, _)| table.kind.name == ACTIVITIES) {
            if let Some(text) = unreadable(&table.generator) {
                let problem = format!("`{text}` is no JSON object");
                let remedy = "write braces doubled, as in \"{{\\\"Reason\\\":\\\"{reason}\\\"}}\"";
                let key = "table.fields.attributes";
                return Err(DefinitionError::new(whence.place(), key, problem, remedy));
            }
        }
        let mut rows = Vec::new();
        for table in made {
            rows.push((table.kind.name.clone(), table.generator.rows()));
            match table.kind.name.as_str() {
                LEADS => self.records.leads_mut().set_generator(table.generator),
                ACTIVITIES => self.records.activities.set_generator(table.generator),
                object => {
                    let place = self.instance().object(object).map(|(place, _)| place);
                    if let Some(place) = place {
                        self.records.object_mut(place).set_generator(table.generator);
                    }
                }
            }
        }
        Ok(rows)
    }
}

impl Home for World {
    fn seed(&self) -> u64 {
        self.seed
    }

    fn generator(&self, kind: &str) -> Option<Arc<Generator>> {
        match kind {
            ACTIVITIES => self.records.activities.generator().cloned(),
            kind => self.stored(kind)?.generator().cloned(),
        }
    }

    fn stored(&self, kind: &str) -> Option<&Table> {
        match kind {
            LEADS => Some(&self.records.leads),
            object => {
                let (place, _) = self.instance().object(object)?;
                Some(&self.records.objects[place])
            }
        }
    }

    fn row_ids(&self, _: &str) -> RowIds {
        RowIds::Numbers(record_id(RecordNumber(0)))
    }
}

/// The attributes of one of the first rows that are no JSON object.
fn unreadable(generator: &Generator) -> Option<String> {
    (0..generator.rows().min(ROWS_TRIED)).find_map(|row| match generator.cell(row, ATTRIBUTES) {
        Written::Value(text) => {
            let read: Result<Map<String, Value>, _> = serde_json::from_slice(&text);
            read.is_err().then(|| String::from_utf8_lossy(&text).into_owned())
        }
        Written::Null | Written::Never => None,
    })
}
