//! How fast rows that are not stored are written as CSV, column by column and as a whole.
//!
//! ```text
//! cargo run --release -p bulk-mock --example generate_throughput             # 10 000 000 rows
//! cargo run --release -p bulk-mock --example generate_throughput -- 500000
//! ```
//!
//! Every cell is quoted, as in an export; the buffer is emptied at each megabyte. The figures are
//! those of the fastest twentieth of the rows. Aims, on one core:
//! 800 MB/s for a table of eight columns and a hundred bytes, ten nanoseconds a cell.

use std::hint::black_box;
use std::time::Duration;

use bulk_mock::core::generate::{
    AWKWARD, Column, Edges, Fold, Generator, Part, RowIds, Shape, Share, Values, Words,
};
use bulk_mock::core::id_text::IdText;
use bulk_mock::core::table::{FieldId, RecordNumber, Table};

const ROWS: u32 = 10_000_000;
const PARTS: u32 = 20;
const ID: IdText = IdText::new(*b"003abc", 1 << 41);
const FIELDS: FieldId = 9;

fn main() {
    let rows = std::env::args().nth(1).map_or(Some(ROWS), |rows| rows.parse().ok());
    let rows = rows.filter(|rows| *rows > 0).expect("usage: generate_throughput [ROWS]");
    let people = people(rows);
    for column in 0..FIELDS {
        let name = ["first", "last", "mail", "key", "parent", "born", "phone", "opted out", "note"];
        let (took, bytes) = export(rows, |row, out| {
            people.append_quoted(row, column, out);
        });
        report(name[usize::from(column)], rows, took, bytes);
    }
    let (took, bytes) = export(rows, |row, out| {
        out.push(b'"');
        out.extend_from_slice(&ID.of(u64::from(row)));
        out.push(b'"');
    });
    report("id", rows, took, bytes);
    let (took, bytes) = export(rows, |row, out| whole_row(&people, row, out));
    report("eight columns", rows, took, bytes);
    report_views(people, rows);
}

/// Through the table, as a reader that does not know which rows were changed.
fn report_views(people: Generator, rows: u32) {
    let mut table = Table::new([]);
    table.set_generator(std::sync::Arc::new(people));
    let mut views = table.iter_from(RecordNumber(0));
    let (took, bytes) = export(rows, |_, out| {
        let Some(view) = views.next() else { return };
        for column in 0..8 {
            view.append_quoted(column, out);
            out.push(b',');
        }
    });
    report("through the table", rows, took, bytes);
    drop(views);
    report("memory", rows, Duration::ZERO, table.overhead_bytes());
}

fn whole_row(people: &Generator, row: u32, out: &mut Vec<u8>) {
    for column in 0..8 {
        if !people.append_quoted(row, column, out) {
            out.extend_from_slice(b"\"\"");
        }
        out.push(if column < 7 { b',' } else { b'\n' });
    }
}

fn people(rows: u32) -> Generator {
    let text = |text: &str| Part::Text(text.into());
    let first = ["Ada", "Mary", "José", "Wei", "Priya", "Olga", "Kwame", "Lars", "Aiko", "Tom"];
    let last = ["Müller", "Smith", "García", "Okafor", "Lindqvist", "Nguyen", "Rossi", "Silva"];
    let mail = vec![
        Part::Column(0, Fold::Ascii),
        text("."),
        Part::Column(1, Fold::Ascii),
        text("."),
        Part::Key(1),
        text("@example.com"),
    ];
    let words =
        |words: &[&'static str]| Values::Words(Words::new(words.iter().map(|word| (*word, 1))));
    let parent =
        Values::Reference(RowIds::Text(IdText::new(*b"001abc", 1 << 41)), (rows / 10).max(1));
    let mut phone = Column::new(Some(6), "phone", Values::Pattern("+1 ### ###-####".into()));
    phone.nulls = Share::of(0.2);
    let mut note = Column::new(Some(8), "note", words(&["calls back", "prefers mail", "new"]));
    note.edges = Some(Edges::new(1000, 7, AWKWARD.map(|(_, value)| value)));
    let columns = vec![
        Column::new(Some(0), "first", words(&first)),
        Column::new(Some(1), "last", words(&last)),
        Column::new(Some(2), "mail", Values::Template(mail)),
        Column::new(Some(3), "key", Values::Template(vec![text("GEN-"), Part::Key(8)])),
        Column::new(Some(4), "parent", parent),
        Column::new(Some(5), "born", Values::Date(-10_000, 14_000)),
        phone,
        Column::new(Some(7), "opted out", Values::Boolean(Share::of(0.1))),
        note,
    ];
    let (name, span_ms) = ("people".into(), 100_000_000_000);
    Generator::new(Shape { name, seed: 1, rows, columns, from_ms: 0, span_ms, by: 1 })
}

/// How long all rows take, and how many bytes they have: each part of the rows stands for all of
/// them, and the fastest one counts, since a machine does other things too.
#[expect(clippy::disallowed_methods, reason = "a stopwatch around pure code, not part of it")]
fn export(rows: u32, mut append: impl FnMut(u32, &mut Vec<u8>)) -> (Duration, usize) {
    let mut out = Vec::with_capacity((1 << 20) + 4096);
    let mut bytes = 0;
    let mut fastest = Duration::MAX;
    let part = rows.div_ceil(PARTS);
    for first in (0..rows).step_by(part as usize) {
        let last = rows.min(first + part);
        let start = std::time::Instant::now();
        for row in first..last {
            append(row, &mut out);
            if out.len() >= 1 << 20 {
                bytes += black_box(&out).len();
                out.clear();
            }
        }
        fastest = fastest.min(start.elapsed().mul_f64(f64::from(rows) / f64::from(last - first)));
    }
    (fastest, bytes + out.len())
}

#[expect(clippy::print_stdout, reason = "the figures are what this program is for")]
fn report(what: &str, rows: u32, took: Duration, bytes: usize) {
    let nanoseconds = took.as_secs_f64() * 1e9 / f64::from(rows);
    let rate = bytes as f64 / 1e6 / took.as_secs_f64();
    let each = bytes as f64 / f64::from(rows);
    match took.is_zero() {
        true => println!("{what:<20}{bytes} bytes"),
        false => println!("{what:<20}{nanoseconds:6.1} ns  {each:6.1} bytes  {rate:8.0} MB/s"),
    }
}
