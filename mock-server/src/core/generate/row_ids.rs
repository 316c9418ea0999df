//! The ids of generated rows, as references to them hold them.

use super::numbers::append_padded;
use crate::core::id_text::IdText;

/// How a row's number becomes the text of an id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowIds {
    /// Text of 18 characters.
    Text(IdText),
    /// A number, which is this one for the first row.
    Numbers(u64),
}

impl RowIds {
    /// The row of an id, if it is one of these.
    pub fn row(&self, id: &[u8]) -> Option<u64> {
        match self {
            Self::Text(ids) => ids.number(id),
            Self::Numbers(first) => {
                let digits = std::str::from_utf8(id).ok()?;
                let canonical = digits.bytes().all(|byte| byte.is_ascii_digit());
                digits.parse::<u64>().ok().filter(|_| canonical)?.checked_sub(*first)
            }
        }
    }

    /// Appends the id of a row.
    #[inline]
    pub(super) fn append(&self, row: u32, out: &mut Vec<u8>) {
        match self {
            Self::Text(ids) => out.extend_from_slice(&ids.of(u64::from(row))),
            Self::Numbers(first) => append_padded(out, first + u64::from(row), 1),
        }
    }
}
