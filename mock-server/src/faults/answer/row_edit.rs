//! Changes of the rows of a CSV answer, as the edge is told them.

use std::num::NonZeroU32;

use super::{LineEnd, RowPick};

/// A change of a CSV answer. Cells that it is not about stay as they are, byte for byte.
#[derive(Clone, PartialEq, Debug)]
pub enum RowEdit {
    /// Its rows in another order.
    Shuffled {
        /// From what the order is drawn.
        seed: u64,
        /// How many rows are mixed with each other at a time.
        block: NonZeroU32,
    },
    /// Some rows twice.
    Duplicated(RowPick),
    /// Without some rows.
    Missing(RowPick),
    /// Its columns in another order.
    Permuted {
        /// From what the order is drawn if no column is named.
        seed: u64,
        /// Columns that come first.
        first: Vec<String>,
    },
    /// One column more.
    Added {
        /// Its name.
        name: String,
        /// Its value in every row.
        value: String,
        /// Its place, counted from 1; the last one if absent.
        place: Option<u32>,
    },
    /// A text in the middle of cells.
    Inserted {
        /// The text.
        text: String,
        /// The column; the first one if absent.
        column: Option<String>,
        /// The rows.
        rows: RowPick,
    },
    /// Other ends of its lines.
    LineEndings(LineEnd),
    /// A byte order mark before it.
    ByteOrderMark,
}
