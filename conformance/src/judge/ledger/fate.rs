//! What became of each row, by its key: the fake's ledger names rows by their places in an upload, and
//! the journal has the upload.

use std::collections::BTreeMap;

use crate::csv::File;
use crate::evidence::{OrgBook, RowOutcome};

/// Key and fate of every row that any job took, in the order of the fake's ledger.
pub(super) fn fates(org: &OrgBook, key: &str) -> Vec<(String, RowOutcome)> {
    let mut files: BTreeMap<String, File> = BTreeMap::new();
    for upload in org.journal.taken_uploads() {
        if let Some(job) = &upload.job {
            files.insert(job.clone(), upload.file());
        }
    }
    let keys: BTreeMap<&str, Vec<String>> =
        files.iter().map(|(job, file)| (job.as_str(), keys(file, key))).collect();
    let fate = |line: &crate::evidence::LedgerLine| {
        let key = keys.get(line.job.as_str())?.get((line.row as usize).checked_sub(1)?)?;
        Some((key.clone(), line.outcome))
    };
    org.ledger.iter().filter_map(fate).collect()
}

/// The key of each row, from the first to the last.
fn keys(file: &File, key: &str) -> Vec<String> {
    let Some(at) = file.column(key) else { return Vec::new() };
    let cell = |row: &crate::csv::Record| row.cells.get(at).map(|cell| cell.text().into_owned());
    file.rows().map(|row| cell(row).unwrap_or_default()).collect()
}
