//! What an import of leads makes of its rows: upserts by mail address, blank cells that clear
//! (4.3.5, 4.3.6), and rows that fail or are odd (4.5.5).

use std::collections::BTreeMap;

use super::import::BatchView;

/// A row of `email,firstName,lastName,leadScore`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadRow {
    /// The lookup field.
    pub email: String,
    /// Any text.
    pub first_name: String,
    /// Any text.
    pub last_name: String,
    /// A whole number, if it is to be taken.
    pub lead_score: String,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFate {
    /// It is written.
    Written,
    /// It is written, and stands in the warnings file with that reason.
    Odd(&'static str),
    /// It stands in the failures file with that reason.
    Failed(&'static str),
}

impl LeadRow {
    /// The columns, in their order.
    pub const HEADER: [&'static str; 4] = ["email", "firstName", "lastName", "leadScore"];

    /// The cells, in the order of the header.
    pub fn cells(&self) -> [&str; 4] {
        [&self.email, &self.first_name, &self.last_name, &self.lead_score]
    }

    /// What becomes of it, whatever is in the instance.
    pub fn fate(&self) -> RowFate {
        let is_number = self.lead_score.is_empty()
            || self.lead_score.parse::<i32>().is_ok_and(|n| n.to_string() == self.lead_score);
        match () {
            () if self.email.is_empty() => {
                RowFate::Failed("Value for lookup field 'email' not found")
            }
            () if !is_number => RowFate::Failed("Invalid data type in field Lead Score"),
            () if !self.email.contains('@') => RowFate::Odd("Invalid email address"),
            () => RowFate::Written,
        }
    }
}

/// The leads that imports made, by mail address in lower case, with their cells; an empty cell is
/// the same as none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeadBook {
    leads: BTreeMap<String, [String; 4]>,
}

impl LeadBook {
    /// Writes the rows of a batch; counts what became of them.
    pub fn write(&mut self, rows: &[LeadRow]) -> BatchView {
        let mut view = BatchView::default();
        for row in rows {
            match row.fate() {
                RowFate::Failed(_) => {
                    view.failed += 1;
                    continue;
                }
                RowFate::Odd(_) => view.warned += 1,
                RowFate::Written => {}
            }
            view.processed += 1;
            self.leads.insert(row.email.to_lowercase(), row.cells().map(str::to_owned));
        }
        view
    }

    /// The leads by mail address.
    pub fn leads(&self) -> &BTreeMap<String, [String; 4]> {
        &self.leads
    }
}
