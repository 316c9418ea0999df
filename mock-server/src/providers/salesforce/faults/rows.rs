//! Rows of an ingest job that faults refuse: found with no lock held, refused when they are written.

use std::collections::HashMap;
use std::ops::Range;

use super::super::rows::{Prepared, RowError};
use super::row_codes::row_code;
use crate::core::csv;
use crate::core::rows::Upload;
use crate::faults::JobFates;
use crate::faults::fate::{RowAttempts, RowErrors, RowFacts, RowHit, row_digest};

/// Rows that were drawn for errors, in their order.
#[derive(Default)]
pub struct RefusedRows(Vec<(u32, Vec<RowHit>)>);

impl RefusedRows {
    /// Those among `rows` of a job's upload; nothing is looked at where no fate refuses rows.
    pub fn of(fates: &JobFates, upload: &Upload, rows: Range<u32>) -> Self {
        if !fates.refuses_rows() {
            return Self::default();
        }
        let delimiter = upload.delimiter();
        let names = csv::cells(upload.header(), delimiter).enumerate();
        let columns: HashMap<String, usize> =
            names.map(|(place, name)| (text(&name.decode()).to_lowercase(), place)).collect();
        let hits = rows.clone().zip(upload.rows(rows)).map(|(number, row)| {
            let cell = |name: &str| {
                let place = *columns.get(&name.to_lowercase())?;
                csv::nth(row, delimiter, place).map(|cell| text(&cell.decode()))
            };
            let digest = row_digest(csv::cells(row, delimiter).map(|cell| cell.decode()));
            let facts = RowFacts { number: u64::from(number) + 1, digest, cell: &cell };
            (number, fates.row_hits(&facts))
        });
        Self(hits.filter(|(_, hits)| !hits.is_empty()).collect())
    }

    /// Marks the rows as wrong, but for those whose attempts are used up.
    pub fn refuse(&self, prepared: &mut Prepared, attempts: &mut RowAttempts) {
        for (number, hits) in &self.0 {
            if let Some(errors) = attempts.error(hits) {
                prepared.refuse(*number, row_error(errors));
            }
        }
    }
}

fn row_error(errors: &RowErrors) -> RowError {
    let known = row_code(&errors.code);
    let message = errors.message.clone().unwrap_or_else(|| known.message.to_owned());
    RowError::of_fault(known.code, message, errors.fields.clone())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
