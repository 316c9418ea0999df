//! SF-INGEST-017: rows that are lost where input is split.

use std::sync::Arc;

use bulk_reference::csv::{Field, Format, Nulls};
use bulk_reference::rows::{Intake, Part, Source, spool};
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::{made, on_disk};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-017",
    bug: "loses the first row of every part but the first",
    client: || made(|parts| parts.intake = Arc::new(LosesFirst)),
};

struct LosesFirst;

impl Intake for LosesFirst {
    fn spool(
        &self,
        run: &Run<'_>,
        rows: &mut dyn Source,
        format: Format,
        nulls: Nulls,
        name: &str,
    ) -> Result<Vec<Part>> {
        let parts = spool(run, rows, format, nulls, name)?;
        let lossy = |(at, part)| if at == 0 { Ok(part) } else { without_first(run, part) };
        parts.into_iter().enumerate().map(lossy).collect()
    }
}

fn without_first(run: &Run<'_>, part: Part) -> Result<Part> {
    let (mut bytes, mut records) = (Vec::new(), 0_u64);
    run.parts.reader.read(&mut part.open()?, part.format.delimiter, &mut |record| {
        if records != 1 {
            let texts: Vec<String> = record.iter().map(Field::to_text).collect();
            run.parts.writer.row(&mut bytes, &texts, part.format);
        }
        records += 1;
        Ok(())
    })?;
    on_disk(std::fs::write(&part.path, &bytes))?;
    Ok(Part { bytes: bytes.len() as u64, rows: part.rows - 1, ..part })
}
