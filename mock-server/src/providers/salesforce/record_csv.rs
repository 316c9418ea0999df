//! A record's values as cells of a query's CSV, written without a detour: ten million rows pass here.
//!
//! Knows one record; which columns there are and what stands between them is the caller's business.

use super::record::Record;
use super::schema::{Field, FieldIndex, FieldType};
use super::typed;
use crate::core::csv;
use crate::core::table::{Held, Written};

impl Record<'_> {
    /// Writes a field's value as a quoted cell.
    pub fn write_csv(&self, index: FieldIndex, out: &mut Vec<u8>) {
        let field = self.object().field_at(index);
        // A generated value has the form in which it is shown; of others text and numbers have it.
        if self.view().is_untouched() || is_shown_as_stored(field.kind) {
            match self.view().append_quoted(index.0, out) {
                Held::Value => {}
                Held::Null => csv::quoted(out, b""),
                Held::Never => self.write_own(index, field, out),
            }
            return;
        }
        match self.view().written(index.0) {
            Written::Value(stored) => csv::quoted(out, &typed::csv(field.kind, stored)),
            Written::Null => csv::quoted(out, b""),
            Written::Never => self.write_own(index, field, out),
        }
    }

    /// Writes what the provider fills in by itself, or the default.
    fn write_own(&self, index: FieldIndex, field: &Field, out: &mut Vec<u8>) {
        let at = match field.name.as_str() {
            "Id" => {
                csv::quoted(out, self.id().as_str().as_bytes());
                return;
            }
            "CreatedDate" => Some(self.view().created().at),
            "LastModifiedDate" | "SystemModstamp" => Some(self.view().modified().at),
            _ => None,
        };
        if let Some(at) = at {
            out.push(b'"');
            typed::write_seconds(at.millis(), out);
            out.extend_from_slice(b".000Z\"");
            return;
        }
        match self.value(index) {
            Some(value) => csv::quoted(out, &typed::csv(field.kind, value)),
            None => csv::quoted(out, b""),
        }
    }
}

fn is_shown_as_stored(kind: FieldType) -> bool {
    kind.is_text() || kind.is_number()
}
