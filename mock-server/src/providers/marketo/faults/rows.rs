//! Rows of an import that faults refuse: found with no lock held, refused when they are written.

use super::super::errors::{KNOWN, of_code};
use super::refusal::text_of;
use crate::core::csv;
use crate::core::rows::Upload;
use crate::faults::JobFates;
use crate::faults::fate::{RowAttempts, RowErrors, RowFacts, RowHit, row_digest};

/// The codes with which single rows are refused: those that are about what was asked (2.8).
pub(super) fn row_codes() -> Vec<String> {
    let codes = KNOWN.iter().map(|known| known.code);
    codes.filter(|code| *code >= 700).map(|code| code.to_string()).collect()
}

/// The errors that a row of an upload was drawn for; `number` counts from 0.
pub fn row_hits(fates: &JobFates, upload: &Upload, number: u32, row: &[u8]) -> Vec<RowHit> {
    let delimiter = upload.delimiter();
    let cell = |name: &str| {
        let mut names = csv::cells(upload.header(), delimiter);
        let place = names.position(|known| text(&known.decode()).eq_ignore_ascii_case(name))?;
        csv::nth(row, delimiter, place).map(|cell| text(&cell.decode()))
    };
    let digest = row_digest(csv::cells(row, delimiter).map(|cell| cell.decode()));
    fates.row_hits(&RowFacts { number: u64::from(number) + 1, digest, cell: &cell })
}

/// What the failures file says of a row, unless its attempts are used up.
pub fn refused_row(hits: &[RowHit], attempts: &mut RowAttempts) -> Option<String> {
    let RowErrors { code, message, fields, .. } = attempts.error(hits)?;
    let known = || code.parse().ok().and_then(of_code).map(|known| text_of(known, fields));
    Some(message.clone().or_else(known).unwrap_or_default())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
