//! Exporting rows: ranges, one export for each, its file.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use bulk_conformance::protocol::{Class, Failure, RowFiles, Success};

use super::extract::{Extract, verdict};
use super::import::delimiter;
use super::ranges::Range;
use crate::rows::{Kind, Line, Sink, disk, read_table};
use crate::run::{Result, Run};

/// As `Steps::export`.
///
/// # Errors
/// Those of `Steps::export`.
pub fn export(run: &Run<'_>) -> Result<Success> {
    let steps = &run.parts.marketo;
    let ranges = steps.ranges(run)?;
    let mut sink = Sink::new(run, Kind::Records)?;
    let mut jobs = Vec::new();
    for range in &ranges {
        jobs.push(steps.export_range(run, range, &mut sink)?.report());
    }
    if sink.header.is_none() {
        // A file of no rows may be empty; then the columns are those that were asked for.
        sink.set_header(run, asked_columns(run))?;
    }
    let mut rows = RowFiles::default();
    sink.finish(&mut rows)?;
    Ok(Success { jobs, rows, partial: false })
}

/// The columns that were asked for, under the names that were asked for.
fn asked_columns(run: &Run<'_>) -> Vec<String> {
    let fields = run.arg("fields").and_then(|fields| fields.as_array()).cloned();
    let names = run.arg("columnHeaderNames");
    let renamed = |field: &str| names?.get(field)?.as_str();
    let fields = fields.unwrap_or_default();
    let fields = fields.iter().filter_map(|field| field.as_str());
    fields.map(|field| renamed(field).unwrap_or(field).to_owned()).collect()
}

/// As `Steps::export_range`.
///
/// # Errors
/// Those of `Steps::export_range`.
pub fn export_range(run: &Run<'_>, range: &Range, sink: &mut Sink) -> Result<Extract> {
    let steps = &run.parts.marketo;
    let extract = steps.create(run, range)?;
    let waited = steps.enqueue(run, &extract).and_then(|()| steps.wait_for_extract(run, &extract));
    let ended = waited.map_err(|failure| {
        let failure = extract.blame(failure);
        steps.tidy_up(run, &extract, &failure);
        failure
    })?;
    verdict(run, &ended)?;
    let path = steps.download(run, &ended).map_err(|failure| ended.blame(failure))?;
    steps.read_file(run, &ended, &path, sink).map_err(|failure| ended.blame(failure))?;
    Ok(ended)
}

/// As `Steps::read_file`. Columns are found by their names, whatever their order.
///
/// # Errors
/// Those of `Steps::read_file`.
pub fn read_file(run: &Run<'_>, extract: &Extract, path: &Path, sink: &mut Sink) -> Result<()> {
    let steps = &run.parts.marketo;
    let mut file = BufReader::new(File::open(path).map_err(|error| disk(&error))?);
    let value = |field: &crate::csv::Field| steps.value(field);
    let before = sink.rows;
    let mut order = Vec::new();
    read_table(run, &mut file, delimiter(run)?, &value, &mut |_, line| match line {
        Line::Header(names) => {
            if sink.header.is_none() {
                sink.set_header(run, names.clone())?;
            }
            order = order_of(sink, &names)?;
            Ok(())
        }
        Line::Row(cells) => {
            let cells = order.iter().map(|&at: &usize| cells[at].clone()).collect();
            run.parts.rows.row(sink, cells)
        }
    })?;
    let rows = sink.rows - before;
    match extract.rows {
        Some(all) if all != rows => {
            let what = format!("the file has {rows} rows, while the export counted {all}");
            Err(Failure::new(Class::Data, what))
        }
        _ => Ok(()),
    }
}

/// Where the columns of the table stand in a file.
fn order_of(sink: &Sink, names: &[String]) -> Result<Vec<usize>> {
    let header = sink.header.as_deref().unwrap_or_default();
    let mut left: Vec<_> = names.iter().map(Some).collect();
    let mut find = |name: &String| {
        let at = left.iter().position(|left| *left == Some(name))?;
        left[at] = None;
        Some(at)
    };
    let order: Option<Vec<_>> = header.iter().map(&mut find).collect();
    let differs = || Failure::new(Class::Data, format!("columns {names:?} after {header:?}"));
    order.filter(|order| order.len() == names.len()).ok_or_else(differs)
}
