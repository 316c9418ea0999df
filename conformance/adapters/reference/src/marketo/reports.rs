//! What became of rows that failed or were warned about.

use std::fs::File;
use std::path::PathBuf;

use bulk_conformance::protocol::Cell;

use super::batch::{Batch, import_paths};
use crate::http::{Repeat, Request, exchange};
use crate::rows::{Kind, Line, Part, Sink, disk, read_table, save};
use crate::run::{Result, Run};

/// As `Steps::reports`. One that the batch does not have is not asked for: there would be a 404.
///
/// # Errors
/// Those of `Steps::reports`.
pub fn reports(run: &Run<'_>, part: &Part, batch: &Batch, sinks: &mut [Sink; 2]) -> Result<()> {
    let upload = header_of(run, part)?;
    for (sink, rows) in sinks.iter_mut().zip([batch.failed, batch.warned]) {
        if rows == 0 {
            continue;
        }
        if let Some(path) = run.parts.marketo.report(run, &batch.id, sink.kind)? {
            read(run, part, &upload, &path, sink)?;
        }
    }
    Ok(())
}

/// As `Steps::report`.
///
/// # Errors
/// Those of `Steps::report`.
pub fn report(run: &Run<'_>, id: &str, kind: Kind) -> Result<Option<PathBuf>> {
    let name = if kind == Kind::Failed { "failures" } else { "warnings" };
    let path = run.file(&format!("{name}-{id}.csv"));
    let request = Request::get(import_paths(run)?.report(id, name));
    match exchange(run, &request, Repeat::Safe, |answer| Ok(save(answer, &path)?)) {
        Ok(_) => Ok(Some(path)),
        Err(trouble) if trouble.status() == Some(404) => Ok(None),
        Err(trouble) => Err(trouble.into()),
    }
}

/// As `Steps::report_row`: each name's value, and an empty one under a name that the report dropped.
pub fn report_row(upload: &[String], report: &[String], row: Vec<Cell>) -> Vec<Cell> {
    let mut known: Vec<_> = report.iter().zip(row).collect();
    let reason = known.pop();
    let mut cells: Vec<_> = upload
        .iter()
        .map(|name| match known.iter().position(|(known, _)| *known == name) {
            Some(at) => known.remove(at).1,
            None => Cell::text(""),
        })
        .collect();
    cells.extend(reason.map(|(_, cell)| cell));
    cells
}

fn header_of(run: &Run<'_>, part: &Part) -> Result<Vec<String>> {
    let mut header = Vec::new();
    let (mut file, delimiter) = (part.open()?, part.format.delimiter);
    read_table(run, &mut file, delimiter, &|field| field.to_cell(), &mut |_, line| {
        if let Line::Header(names) = line {
            header = names;
        }
        Ok(())
    })?;
    Ok(header)
}

fn read(
    run: &Run<'_>,
    part: &Part,
    upload: &[String],
    path: &std::path::Path,
    sink: &mut Sink,
) -> Result<()> {
    let mut file = File::open(path).map_err(|error| disk(&error))?;
    let mut report = Vec::new();
    let delimiter = part.format.delimiter;
    read_table(run, &mut file, delimiter, &|field| field.to_cell(), &mut |_, line| match line {
        Line::Header(names) => {
            let all = upload.iter().cloned().chain(names.last().cloned()).collect();
            report = names;
            sink.set_header(run, all)
        }
        Line::Row(cells) => {
            let cells = run.parts.marketo.report_row(upload, &report, cells);
            run.parts.rows.row(sink, cells)
        }
    })
}
