//! Loading once more what failed, and nothing else.

use std::collections::HashMap;
use std::path::Path;

use bulk_conformance::protocol::{Cell, Success};

use super::job::{Job, JobType, Plan};
use super::results::each;
use super::tally::Tally;
use crate::csv::Nulls;
use crate::rows::{Kind, Line, Part, Source, read_table};
use crate::run::{Result, Run};

/// As `Steps::retry_failed`.
///
/// # Errors
/// Those of `Steps::retry_failed`.
pub fn retry_failed(run: &Run<'_>) -> Result<Success> {
    let steps = &run.parts.salesforce;
    let plan = steps.plan(run)?;
    let mut rows = steps.open_rows(run)?;
    let parts = run.parts.intake.spool(run, &mut *rows, plan.format, Nulls::HashNa, "part")?;
    let mut tally = Tally::new(run, &[Kind::Success, Kind::Failed, Kind::Unprocessed])?;
    let first = steps.load(run, &plan, &parts, &mut tally);
    if first.is_err() || tally.sink(Kind::Failed)?.rows == 0 {
        return tally.settle(first);
    }
    let files = std::mem::take(&mut tally.failed_files);
    let again = steps.failed_rows(run, &plan, &parts, &files)?;
    tally.restart(run, Kind::Failed)?;
    let second = steps.load(run, &plan, &again, &mut tally);
    tally.settle(second)
}

/// As `Steps::failed_rows`. A result file shows a null as an empty value, so that its rows are looked
/// up among those that were sent.
///
/// # Errors
/// Those of `Steps::failed_rows`.
pub fn failed_rows(
    run: &Run<'_>,
    plan: &Plan,
    parts: &[Part],
    files: &[std::path::PathBuf],
) -> Result<Vec<Part>> {
    let mut failed = Failed::default();
    for file in files {
        failed.read(run, plan, file)?;
    }
    let mut rows = Rows { header: failed.header.clone(), rows: Vec::new() };
    for part in parts {
        let mut same_columns = false;
        let (mut file, delimiter) = (part.open()?, part.format.delimiter);
        read_table(run, &mut file, delimiter, &|f| f.to_cell(), &mut |_, line| {
            match line {
                Line::Header(names) => same_columns = names == failed.header,
                Line::Row(cells) if same_columns && failed.take(&cells) => {
                    rows.rows.push(cells.into_iter().map(null_of).collect());
                }
                Line::Row(_) => {}
            }
            Ok(())
        })?;
    }
    // What is not found as it was sent is sent as it came back.
    rows.rows.extend(failed.left());
    rows.rows.reverse();
    run.parts.intake.spool(run, &mut rows, plan.format, Nulls::HashNa, "retry")
}

/// Failed rows, and how often each one failed.
#[derive(Default)]
struct Failed {
    header: Vec<String>,
    counts: HashMap<Vec<Cell>, usize>,
    order: Vec<Vec<Cell>>,
}

impl Failed {
    fn read(&mut self, run: &Run<'_>, plan: &Plan, file: &Path) -> Result<()> {
        let (id, format) = (String::new(), plan.format);
        let job = Job { id, job_type: JobType::Ingest, content_url: None, format };
        let mut own = Vec::new();
        each(run, &job, file, &mut |_, line| {
            match line {
                Line::Header(names) => {
                    let is_own = |name: &String| !name.starts_with("sf__");
                    own = (0..names.len()).filter(|&at| is_own(&names[at])).collect();
                    self.header = own.iter().map(|&at| names[at].clone()).collect();
                }
                Line::Row(cells) => {
                    let row: Vec<_> = own.iter().map(|&at| cells[at].clone()).collect();
                    *self.counts.entry(row.clone()).or_default() += 1;
                    self.order.push(row);
                }
            }
            Ok(())
        })
    }

    /// Whether a row that was sent is one of them; each counts once.
    fn take(&mut self, sent: &[Cell]) -> bool {
        let shown = sent.iter().map(|cell| match null_of(cell.clone()) {
            Cell::Null => Cell::text(""),
            cell => cell,
        });
        match self.counts.get_mut(&shown.collect::<Vec<_>>()) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }

    fn left(mut self) -> Vec<Vec<Cell>> {
        let order = std::mem::take(&mut self.order);
        order.into_iter().filter(|row| self.take(row)).collect()
    }
}

fn null_of(cell: Cell) -> Cell {
    if cell.as_text() == Some("#N/A") { Cell::Null } else { cell }
}

/// Rows at hand, the last one first.
struct Rows {
    header: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

impl Source for Rows {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn next(&mut self) -> Option<Result<Vec<Cell>>> {
        self.rows.pop().map(Ok)
    }
}
