//! A record's values as cells of a query's CSV, written without a detour: ten million rows pass here.
//!
//! Knows one record and one column; which columns there are and what stands between them is the
//! caller's business.

use super::record::Record;
use super::schema::{Field, FieldIndex, FieldType, KeyPrefix, Object};
use super::tables::Tables;
use super::typed::{self, InstantCell};
use crate::core::csv;
use crate::core::generate::Generator;
use crate::core::id_text::IdText;
use crate::core::table::{Held, Written};

/// One field as a column of cells.
#[derive(Clone)]
pub(super) struct CsvCell {
    index: FieldIndex,
    kind: FieldType,
    /// Of a record that was generated and never written.
    untouched: Untouched,
    instant: InstantCell,
}

/// Where a field's value of a generated record comes from.
#[derive(Clone, Copy)]
enum Untouched {
    /// From a column of its fixture, in the form in which it is shown.
    Column,
    /// From its number.
    Id(IdText),
    /// From the time of its making.
    Made,
    /// From the provider, as for any record.
    Own,
}

impl CsvCell {
    /// The cells of a field of `object`.
    pub(super) fn new(index: FieldIndex, object: &Object, tables: &Tables) -> Self {
        let field = object.field_at(index);
        let table = tables.table(object.key_prefix);
        let generator = table.and_then(|table| table.generator());
        let untouched = match field.name.as_str() {
            _ if generator.is_some_and(|generator| generator.has(index.0)) => Untouched::Column,
            "Id" if object.key_prefix != KeyPrefix::ORGANIZATION => {
                Untouched::Id(tables.ids().text(object.key_prefix))
            }
            "CreatedDate" | "LastModifiedDate" | "SystemModstamp" => Untouched::Made,
            _ => Untouched::Own,
        };
        Self { index, kind: field.kind, untouched, instant: InstantCell::default() }
    }

    /// Whether a generator is all that it takes to write the cell of a row that nobody wrote.
    pub(super) fn is_computed(&self) -> bool {
        !matches!(self.untouched, Untouched::Own)
    }

    /// Writes the value of a generated row that nobody wrote as a quoted cell.
    #[inline]
    pub(super) fn write_computed(&mut self, out: &mut Vec<u8>, generator: &Generator, row: u32) {
        match &self.untouched {
            Untouched::Column => {
                if !generator.append_quoted(row, self.index.0, out) {
                    out.extend_from_slice(b"\"\"");
                }
            }
            Untouched::Id(ids) => {
                let mut cell = *b"\"000000000000000000\"";
                ids.write(u64::from(row), &mut cell[1..]);
                out.extend_from_slice(&cell);
            }
            Untouched::Made => self.instant.write(generator.instant(row), out),
            // Who has such a column asks for records.
            Untouched::Own => {}
        }
    }

    /// Writes the value of a record as a quoted cell.
    pub(super) fn write(&mut self, out: &mut Vec<u8>, record: &Record<'_>) {
        let computed = record.view().computed().filter(|_| self.is_computed());
        match computed {
            Some((generator, row)) => self.write_computed(out, generator, row),
            None => self.write_stored(out, record),
        }
    }

    fn write_stored(&mut self, out: &mut Vec<u8>, record: &Record<'_>) {
        if is_shown_as_stored(self.kind) {
            match record.view().append_quoted(self.index.0, out) {
                Held::Value => {}
                Held::Null => csv::quoted(out, b""),
                Held::Never => self.write_own(out, record),
            }
            return;
        }
        match record.view().written(self.index.0) {
            Written::Value(stored) => csv::quoted(out, &typed::csv(self.kind, stored)),
            Written::Null => csv::quoted(out, b""),
            Written::Never => self.write_own(out, record),
        }
    }

    /// Writes what the provider fills in by itself, or the default.
    fn write_own(&mut self, out: &mut Vec<u8>, record: &Record<'_>) {
        let field: &Field = record.object().field_at(self.index);
        match field.name.as_str() {
            "Id" => csv::quoted(out, record.id().as_str().as_bytes()),
            "CreatedDate" => self.instant.write(record.view().created().at.millis(), out),
            "LastModifiedDate" | "SystemModstamp" => {
                self.instant.write(record.view().modified().at.millis(), out);
            }
            _ => match record.value(self.index) {
                Some(value) => csv::quoted(out, &typed::csv(self.kind, value)),
                None => csv::quoted(out, b""),
            },
        }
    }
}

fn is_shown_as_stored(kind: FieldType) -> bool {
    kind.is_text() || kind.is_number()
}
