//! How records and writes are told apart: by numbers, never by names.

use crate::core::time::SimTime;

/// Numbers below this belong to generated rows, numbers from it on to stored ones.
pub const FIRST_STORED: u64 = 1 << 40;

/// The number of a record within its object; the provider prints it in the shape of its ids.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RecordNumber(pub u64);

impl RecordNumber {
    pub(super) fn stored(position: usize) -> Self {
        Self(FIRST_STORED + position as u64)
    }

    pub(super) fn place(self) -> Place {
        match self.0.checked_sub(FIRST_STORED) {
            Some(position) => Place::Stored(position as usize),
            // No table has so many generated rows that the largest 32-bit number is one.
            None => Place::Generated(u32::try_from(self.0).unwrap_or(u32::MAX)),
        }
    }

    /// The row, of a generated one.
    pub(super) fn row(self) -> Option<u32> {
        match self.place() {
            Place::Generated(row) => Some(row),
            Place::Stored(_) => None,
        }
    }
}

/// Where a record is kept.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Generated(u32),
    Stored(usize),
}

/// When and by whom records were written; many records share one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Commit {
    /// The org's time of the write.
    pub at: SimTime,
    /// The number of the user who wrote.
    pub by: u64,
}

/// The place of a [`Commit`] in its table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CommitId(pub(super) u32);
