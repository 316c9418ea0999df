//! What a column of a generated table holds, as its fixture says it.

use super::edge::Edges;
use super::row_ids::RowIds;
use super::words::Words;
use crate::core::table::FieldId;

/// One column.
#[derive(Clone, Debug)]
pub struct Column {
    /// The field that it fills; `None` for a helper that only templates use.
    pub field: Option<FieldId>,
    /// What its draws are keyed by, beside the table's seed.
    pub name: String,
    /// What it holds.
    pub values: Values,
    /// In how many rows it is null.
    pub nulls: Share,
    /// What stands at some rows instead. Templates do not see it.
    pub edges: Option<Edges>,
}

impl Column {
    /// A column without nulls and edge cases.
    pub fn new(field: Option<FieldId>, name: impl Into<String>, values: Values) -> Self {
        Self { field, name: name.into(), values, nulls: Share::NONE, edges: None }
    }
}

/// What a column holds.
#[derive(Clone, Debug)]
pub enum Values {
    /// One of a list.
    Words(Words),
    /// Text put together from parts.
    Template(Vec<Part>),
    /// A whole number from the first to the last, both included.
    Whole(i64, i64),
    /// As `Whole`, divided by ten to the power of the last.
    Decimal(i64, i64, u8),
    /// `true` in a share of all rows, else `false`.
    Boolean(Share),
    /// A day since 1970 from the first to the last, both included.
    Date(i64, i64),
    /// A whole second since 1970 from the first to the last, both included.
    Moment(i64, i64),
    /// As `Moment`, written without milliseconds.
    Second(i64, i64),
    /// The id of one of so many rows of another generated table; each gets as many children, give
    /// or take one.
    Reference(RowIds, u32),
    /// Text put together from the parts that belong to the word of an earlier column, which is in that
    /// place of the list.
    Cases(usize, Vec<Vec<Part>>),
    /// Text in which each `#` is replaced by a digit.
    Pattern(String),
}

/// A part of a template.
#[derive(Clone, Debug)]
pub enum Part {
    /// The text itself.
    Text(String),
    /// The value of an earlier column, by its place in the list.
    Column(usize, Fold),
    /// The row's number with at least so many digits.
    Row(u8),
    /// The row's key with at least so many digits: a number below the number of rows that no other
    /// row has, in no visible order.
    Key(u8),
}

/// How a template takes over a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fold {
    /// As it is.
    None,
    /// In lower case.
    Lower,
    /// As it would stand in a mail address: lower case, accents dropped, letters and digits only.
    Ascii,
}

/// A share of all rows, in parts of 2^32.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Share(u64);

impl Share {
    /// No row.
    pub const NONE: Self = Self(0);

    /// The share as a fraction from 0 to 1.
    pub fn of(fraction: f64) -> Self {
        Self((fraction.clamp(0.0, 1.0) * (1_u64 << 32) as f64) as u64)
    }

    #[inline]
    pub(super) fn holds(self, drawn: u64) -> bool {
        drawn >> 32 < self.0
    }
}
