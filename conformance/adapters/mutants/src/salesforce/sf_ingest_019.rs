//! SF-INGEST-019: lines that are taken for rows where input is split.

use std::fs;
use std::sync::Arc;

use bulk_reference::csv::{Format, Nulls};
use bulk_reference::policy::Policy;
use bulk_reference::rows::{Intake, Part, Source, spool};
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{Info, Steps};

use crate::Mutant;
use crate::made::{made, on_disk, under};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-019",
    bug: "splits a file at any line end, also inside of a value",
    client: || {
        made(|parts| {
            parts.intake = Arc::new(AtLines);
            parts.salesforce = Arc::new(Trusts);
        })
    },
};

/// Its counts are those of lines: whoever compared them with results would notice.
struct Trusts;

impl Steps for Trusts {
    fn check_results(&self, _part: &Part, _info: &Info, _rows: [u64; 3]) -> Result<()> {
        Ok(())
    }
}

struct Unlimited;

impl Policy for Unlimited {
    fn upload_bytes_max(&self, _run: &Run<'_>) -> u64 {
        u64::MAX / 2
    }
}

struct AtLines;

impl Intake for AtLines {
    fn spool(
        &self,
        run: &Run<'_>,
        rows: &mut dyn Source,
        format: Format,
        nulls: Nulls,
        name: &str,
    ) -> Result<Vec<Part>> {
        let most = run.parts.policy.upload_bytes_max(run);
        let mut parts = run.parts.clone();
        parts.policy = Arc::new(Unlimited);
        let whole = spool(&under(run, &parts), rows, format, nulls, name)?;
        match whole.into_iter().next() {
            Some(part) if part.bytes > most => cut(run, &part, most),
            part => Ok(part.into_iter().collect()),
        }
    }
}

fn cut(run: &Run<'_>, whole: &Part, most: u64) -> Result<Vec<Part>> {
    let bytes = on_disk(fs::read(&whole.path))?;
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let head = lines.next().unwrap_or_default();
    let mut files: Vec<(Vec<u8>, u64)> = Vec::new();
    for line in lines {
        if files.last().is_none_or(|(file, _)| (file.len() + line.len()) as u64 > most) {
            files.push((head.to_vec(), 0));
        }
        if let Some((file, rows)) = files.last_mut() {
            file.extend_from_slice(line);
            *rows += 1;
        }
    }
    let part = |(at, (file, rows)): (usize, (Vec<u8>, u64))| {
        let path = run.file(&format!("lines-{at}.csv"));
        on_disk(fs::write(&path, &file))?;
        Ok(Part { path, bytes: file.len() as u64, rows, format: whole.format })
    };
    files.into_iter().enumerate().map(part).collect()
}
