//! Activities that are computed: which columns a generated table of them has, and a row of it, read.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::super::id::record_number;
use crate::core::generate::Generator;
use crate::core::table::{FieldId, RecordNumber, Written};

/// The columns of generated activities as a fixture names them; the place of each is its field.
pub const COLUMNS: [&str; 6] = [
    "leadId",
    "activityTypeId",
    "campaignId",
    "primaryAttributeValueId",
    "primaryAttributeValue",
    "attributes",
];

/// The lead's id.
pub const LEAD: FieldId = 0;
/// Marketo's number of the type.
pub const TYPE: FieldId = 1;
/// The number of the campaign.
pub const CAMPAIGN: FieldId = 2;
/// What it is about, by number.
pub const PRIMARY_ID: FieldId = 3;
/// What it is about, by name.
pub const PRIMARY: FieldId = 4;
/// What else is known, as a JSON object.
pub const ATTRIBUTES: FieldId = 5;

/// One computed activity.
#[derive(Clone, Copy)]
pub(super) struct Row<'r> {
    pub(super) generator: &'r Generator,
    pub(super) row: u32,
}

impl<'r> Row<'r> {
    pub(super) fn lead(self) -> Option<RecordNumber> {
        record_number(self.number(LEAD)?)
    }

    /// A number in a column.
    pub(super) fn number<N: std::str::FromStr>(self, column: FieldId) -> Option<N> {
        std::str::from_utf8(&self.cell(column)?).ok()?.parse().ok()
    }

    /// Text in a column; an empty one is none.
    pub(super) fn text(self, column: FieldId) -> Option<String> {
        self.cell(column)
            .filter(|cell| !cell.is_empty())
            .map(|cell| String::from_utf8_lossy(&cell).into_owned())
    }

    /// Its attributes; a text that is no JSON object says nothing.
    pub(super) fn attributes(self) -> Map<String, Value> {
        let cell = self.cell(ATTRIBUTES).unwrap_or_default();
        serde_json::from_slice(&cell).unwrap_or_default()
    }

    fn cell(self, column: FieldId) -> Option<Cow<'r, [u8]>> {
        match self.generator.cell(self.row, column) {
            Written::Value(value) => Some(value),
            Written::Null | Written::Never => None,
        }
    }
}
