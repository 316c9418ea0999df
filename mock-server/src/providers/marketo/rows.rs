//! What the row rules of leads, custom objects and memberships have in common: who writes, what a
//! row's cells are, what comes of it.
//!
//! Each kind reads a header into a plan, checks rows against the plan with no lock held, and writes
//! them under the lock; an import's row and a record of a REST call go the same way.

use std::borrow::Cow;
use std::sync::Arc;

use super::activities::Cause;
use super::errors::Reason;
use super::instance::Fields;
use super::settings::{BlankCells, LetterCase, NullText, Settings};
use crate::core::table::{FieldId, RecordNumber, RowRef};
use crate::core::time::SimTime;

/// The cells of a row in the order of its plan's columns; `None` where a REST record lacks the key or
/// a CSV row is too short. A cell that empties its field is empty.
pub type Cells<'a> = [Option<Cow<'a, [u8]>>];

/// Who writes, when, and why.
pub struct Writer<'a> {
    /// The org's time.
    pub now: SimTime,
    /// The settings in force.
    pub settings: &'a Settings,
    /// What activities say of the reason.
    pub cause: &'a Arc<Cause>,
    /// The row of an upload in which the cells stand and go on to stand; `None` has them copied.
    pub row: Option<RowRef>,
}

/// How an upload, or a record of a REST call, spells fields and says that they are empty.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spelling {
    letter_case: LetterCase,
    blank: BlankCells,
    null_text: NullText,
}

impl Spelling {
    /// That of an upload.
    pub fn of_upload(settings: &Settings) -> Self {
        Self {
            letter_case: settings.header_letter_case,
            blank: settings.blank_cells,
            null_text: settings.null_text,
        }
    }

    /// That of a REST record: names are exact, and an empty value empties its field.
    pub fn of_record() -> Self {
        Self { letter_case: LetterCase::Exact, blank: BlankCells::Clear, null_text: NullText::Keep }
    }

    /// The field that a name means.
    pub fn field(self, fields: &Fields, name: &str) -> Option<FieldId> {
        match self.letter_case {
            LetterCase::Exact => fields.named(name),
            LetterCase::Ignore => fields.named_in_any_case(name),
        }
    }

    /// What a cell says of its field: nothing, that it is empty, or a value.
    pub fn said<'a>(self, cell: Option<&'a [u8]>) -> Said<'a> {
        match cell {
            None => Said::Nothing,
            Some([]) if self.blank == BlankCells::Ignore => Said::Nothing,
            Some([]) => Said::Empty,
            Some(b"NULL") if self.null_text == NullText::Clear => Said::Empty,
            Some(value) => Said::Value(value),
        }
    }

    /// The text that a table takes for null in the rows of an upload.
    pub fn table_null(self) -> &'static [u8] {
        match self.blank {
            BlankCells::Clear => b"",
            // No text is this.
            BlankCells::Ignore => b"\xff",
        }
    }
}

/// What a cell says of its field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Said<'a> {
    /// Nothing: the field stays as it is.
    Nothing,
    /// That it is empty.
    Empty,
    /// Its value.
    Value(&'a [u8]),
}

/// What came of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// A new record.
    Created(RecordNumber),
    /// A record that was there.
    Updated(RecordNumber),
    /// Nothing was written.
    Skipped(Problem),
}

/// Why a row is not written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Over REST: code and text.
    pub reason: Reason,
    /// In the failures file of an import, which has texts of its own (4.5.5).
    pub in_report: String,
}

impl Problem {
    /// One that reads alike in both places.
    pub fn of(reason: Reason) -> Self {
        Self { in_report: reason.message.clone(), reason }
    }

    /// One with a text of its own in a failures file.
    pub fn reported(reason: Reason, in_report: impl Into<String>) -> Self {
        Self { reason, in_report: in_report.into() }
    }
}

/// What can be said of a row before any record is looked at.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Checked {
    /// Why it will not be written.
    pub problem: Option<Problem>,
    /// What is odd about it, in the words of a warnings file; it is written all the same.
    pub warning: Option<String>,
}
