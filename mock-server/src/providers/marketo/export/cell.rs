//! A field of a record as a cell: its value as it is shown, quoted only where it must be.
//!
//! A million leads pass here, so nothing is allocated for a cell that needs no quotes.

use super::super::instance::{DataType, Field};
use super::super::leads::{Lead, LeadField, shown_if_empty};
use super::super::objects;
use super::super::programs::Member;
use super::super::records::Records;
use super::super::settings::Booleans;
use super::super::values;
use crate::core::table::{FieldId, View};

/// What stands for nothing in a file, without quotes. Documented, and recorded (5.5.3).
pub(super) const MISSING: &[u8] = b"null";

/// Characters of an instant as it is shown: `2026-01-31T12:00:00Z`.
const INSTANT_CHARS: usize = 20;

/// A field of one kind of record.
#[derive(Clone, Copy)]
pub(super) enum FieldCell {
    /// Of a lead.
    Lead(FieldId, LeadField),
    /// Of a record of the custom object at that place.
    Object(usize, FieldId),
    /// Of a membership.
    Member(FieldId, Booleans),
}

impl FieldCell {
    /// A field of leads.
    pub(super) fn of_lead(records: &Records, id: FieldId) -> Self {
        Self::Lead(id, LeadField::of(&records.instance, id))
    }

    /// Appends the value of a record; `false`, and nothing appended, if there is none.
    #[inline]
    pub(super) fn append(&self, records: &Records, view: &View<'_>, out: &mut Vec<u8>) -> bool {
        let instance = &records.instance;
        match *self {
            Self::Lead(id, LeadField::Stored(_)) if view.computed().is_some() => {
                append_computed(view, id, instance.leads.at(id), out)
            }
            Self::Lead(id, from) => Lead::of(records, *view).append_text(id, from, out),
            Self::Object(place, id) => {
                let Some(text) = objects::Record::of(records, place, *view).text(id) else {
                    return false;
                };
                values::append_text(instance.objects[place].fields.at(id), &text, out);
                true
            }
            Self::Member(id, booleans) => {
                let Some(text) = Member::of(records, *view).text(id) else { return false };
                append_of_member(instance.members.at(id), booleans, &text, out);
                true
            }
        }
    }
}

/// Appends a value that a generator makes, without a copy of it.
#[inline]
fn append_computed(view: &View<'_>, id: FieldId, field: &Field, out: &mut Vec<u8>) -> bool {
    let Some((generator, row)) = view.computed() else { return false };
    let start = out.len();
    if !generator.append(row, id, out) {
        let text = shown_if_empty(field);
        out.extend_from_slice(text);
        return !text.is_empty();
    }
    match field.data_type {
        DataType::Datetime if out.len() - start == INSTANT_CHARS && out.ends_with(b"Z") => {}
        // Instants may come with milliseconds, and are shown without.
        DataType::Datetime if out.ends_with(b".000Z") => {
            out.truncate(out.len() - b".000Z".len());
            out.push(b'Z');
        }
        DataType::Boolean if matches!(&out[start..], b"true" | b"false") => {}
        DataType::Boolean | DataType::Datetime => {
            let made = out.split_off(start);
            values::append_text(field, &made, out);
        }
        _ => {}
    }
    true
}

/// Appends a value of a membership, whose booleans are digits in some recordings (5.5.6).
fn append_of_member(field: &Field, booleans: Booleans, text: &[u8], out: &mut Vec<u8>) {
    match (field.data_type, booleans, text) {
        (DataType::Boolean, Booleans::Digits, b"true") => out.push(b'1'),
        (DataType::Boolean, Booleans::Digits, b"false") => out.push(b'0'),
        _ => values::append_text(field, text, out),
    }
}
