//! Large inputs by repetition: a case stays small, its rows are made when it is played.

use crate::protocol::{Cell, Table};

/// Rows of a large case in the profiles for every day.
pub const CI_ROWS: u64 = 50_000;

/// Rows of the same case in the nightly profile.
pub const NIGHTLY_ROWS: u64 = 1_000_000;

/// A table of equal rows but for their keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The column of keys, `k0000001` and so on.
    pub key: &'static str,
    /// The other columns, and what stands in them in every row.
    pub cells: Vec<(&'static str, String)>,
    /// How many rows.
    pub rows: usize,
}

impl Template {
    /// The table.
    pub fn table(&self) -> Table {
        let mut table =
            Table::new([self.key].into_iter().chain(self.cells.iter().map(|cell| cell.0)));
        let row = |number: usize| {
            let key = Cell::text(format!("k{number:07}"));
            let texts = self.cells.iter().map(|(_, text)| Cell::text(text.clone()));
            [key].into_iter().chain(texts).collect()
        };
        table.rows = (1..=self.rows).map(row).collect();
        table
    }

    /// The bytes of each of its rows, written with commas and line feeds where nothing needs quotes.
    pub fn row_bytes(&self) -> usize {
        let texts: usize = self.cells.iter().map(|(_, text)| text.len() + 1).sum();
        "k0000001".len() + texts + 1
    }

    /// The same with as many rows as are needed for a file of at least so many bytes.
    #[must_use]
    pub fn of_bytes(mut self, bytes: usize) -> Self {
        self.rows = bytes.div_ceil(self.row_bytes());
        self
    }
}
