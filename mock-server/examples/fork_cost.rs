//! What a fork of a large table costs, and how much memory a stored row takes beyond its own bytes.
//!
//! ```text
//! cargo run --release -p bulk-mock --example fork_cost             # 1 000 000 records
//! cargo run --release -p bulk-mock --example fork_cost -- 50000
//! ```
//!
//! The records come from one upload and have an index of one field; a second table has ten million
//! generated rows. Aims: a fork of a million records under a millisecond, at most 60 bytes a row. First writes are measured in a fresh fork
//! whose original lives on, so that they copy what they touch; freeing is not measured.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use bulk_mock::core::csv::Delimiter;
use bulk_mock::core::generate::{Column, Generator, Part, Shape, Values};
use bulk_mock::core::rows::{BlankLines, Upload, UploadBuilder};
use bulk_mock::core::table::{
    CommitId, FIRST_STORED, FieldId, RecordNumber, RowRef, Source, Table, fold_hash,
};
use bulk_mock::core::time::SimTime;

const ROWS: u32 = 1_000_000;
const ROUNDS: u32 = 101;
const GENERATED: u32 = 10_000_000;
const CHANGED: u32 = 100_000;

const KEY: FieldId = 0;
const NAME: FieldId = 1;
const NOTE: FieldId = 2;

fn main() {
    let rows = std::env::args().nth(1).map_or(Some(ROWS), |rows| rows.parse().ok());
    let rows = rows.filter(|rows| *rows > 0).expect("usage: fork_cost [ROWS]");
    let upload = Arc::new(upload(rows));
    let mut table = Table::new([KEY]);
    let commit = fill(&mut table, &upload);
    report("records", &table.len().to_string());

    let fork = median(|_| timed(|| table.clone()));
    report("fork", &microseconds(fork));

    let change = median(|round| {
        let mut fork = table.clone();
        let position = u64::from(round) * u64::from(rows) / u64::from(ROUNDS);
        let cells = vec![(NOTE, Some(Box::from(&b"changed"[..])))];
        timed(|| {
            fork.set_cells(RecordNumber(FIRST_STORED + position), commit, cells);
            fork
        })
    });
    report("first change in a fork", &microseconds(change));

    let insert = median(|round| {
        let mut fork = table.clone();
        let source = fork.add_source(Arc::new(source(&upload)));
        let hash = fold_hash(key(rows + round).as_bytes());
        timed(|| {
            fork.insert(RowRef { source, row: 0 }, commit, Vec::new(), &[Some(hash)]);
            fork
        })
    });
    report("first insert in a fork", &microseconds(insert));

    report_generated();

    let per_row = |bytes: usize| format!("{:.1} bytes a row", bytes as f64 / f64::from(rows));
    let places = upload.kept_bytes().saturating_sub(upload.body_bytes() as usize);
    report("records and index", &per_row(table.overhead_bytes()));
    report("places of the rows", &per_row(places));
    report("together", &per_row(table.overhead_bytes() + places));
}

/// A table of generated rows, some of which were changed.
fn report_generated() {
    let mut table = Table::new([KEY]);
    let key = Values::Template(vec![Part::Text("G-".into()), Part::Key(8)]);
    table.set_generator(Arc::new(Generator::new(Shape {
        name: "people".into(),
        seed: 1,
        rows: GENERATED,
        columns: vec![Column::new(Some(KEY), "key", key)],
        from_ms: 0,
        span_ms: 0,
        by: 1,
    })));
    let commit = table.commit(SimTime::default(), 1);
    let cells = || vec![(NOTE, Some(Box::from(&b"changed"[..])))];
    for change in 0..CHANGED {
        table.set_cells(RecordNumber(u64::from(change * (GENERATED / CHANGED))), commit, cells());
    }
    report("generated rows", &format!("{GENERATED}, {CHANGED} of them changed"));
    report("fork of them", &microseconds(median(|_| timed(|| table.clone()))));
    let change = median(|round| {
        let mut fork = table.clone();
        timed(|| {
            fork.set_cells(RecordNumber(u64::from(round) * 90_001 + 1), commit, cells());
            fork
        })
    });
    report("first change in a fork", &microseconds(change));
    let find = median(|round| {
        let key = format!("g-{round:08}");
        timed(|| table.find_indexed(KEY, key.as_bytes(), fold_hash(key.as_bytes())))
    });
    report("finding one by its key", &microseconds(find));
}

fn upload(rows: u32) -> Upload {
    let mut builder = UploadBuilder::new(Delimiter::Comma, BlankLines::Skip);
    builder.push(b"Key,Name,Note\n");
    for row in 0..rows {
        builder.push(format!("{},Lovelace,a note of some length\n", key(row)).as_bytes());
    }
    builder.finish()
}

fn key(row: u32) -> String {
    format!("C-{row:08}")
}

fn source(upload: &Arc<Upload>) -> Source {
    Source::new(Arc::clone(upload), &[Some(KEY), Some(NAME), Some(NOTE)], b"#N/A")
}

fn fill(table: &mut Table, upload: &Arc<Upload>) -> CommitId {
    let source = table.add_source(Arc::new(source(upload)));
    let commit = table.commit(SimTime::default(), 1);
    for row in 0..upload.row_count() {
        let hash = fold_hash(key(row).as_bytes());
        table.insert(RowRef { source, row }, commit, Vec::new(), &[Some(hash)]);
    }
    commit
}

/// How long `run` takes; what it returns is freed when the clock has stopped.
#[expect(clippy::disallowed_methods, reason = "a stopwatch around pure code, not part of it")]
fn timed<T>(run: impl FnOnce() -> T) -> Duration {
    let start = std::time::Instant::now();
    let made = black_box(run());
    let took = start.elapsed();
    drop(made);
    took
}

fn median(round: impl FnMut(u32) -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS).map(round).collect();
    times.sort_unstable();
    times[times.len() / 2]
}

fn microseconds(time: Duration) -> String {
    format!("{:.1} µs (median of {ROUNDS})", time.as_secs_f64() * 1e6)
}

#[expect(clippy::print_stdout, reason = "the figures are what this program is for")]
fn report(what: &str, figure: &str) {
    println!("{what:<24}{figure}");
}
