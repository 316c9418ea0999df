//! CSV-W-014: columns of one name that become one.

use std::sync::Arc;

use bulk_reference::rows::{Intake, Source, open, project};
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "CSV-W-014",
    bug: "keeps one of two columns of the same name",
    client: || made(|parts| parts.intake = Arc::new(Merges)),
};

struct Merges;

impl Intake for Merges {
    fn open(&self, run: &Run<'_>) -> Result<Box<dyn Source>> {
        let rows = open(run)?;
        let names = rows.header();
        let is_last = |at: &usize| {
            !names[at + 1..].iter().any(|later| later.eq_ignore_ascii_case(&names[*at]))
        };
        let columns = (0..names.len()).filter(is_last).collect();
        Ok(project(rows, columns))
    }
}
