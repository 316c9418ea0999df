//! How fast the CSV machinery is on this machine: MB/s of a file through each of its stages.
//!
//! ```text
//! python3 mock-server/yardstick/contacts.py 1000000 contacts.csv   # any CSV with commas does
//! cargo run --release -p bulk-mock --example scan_throughput -- contacts.csv
//! ```
//!
//! The file is read into memory first and pushed in chunks as large as a socket hands over. Each
//! stage runs five times and the best run counts, since everything else is the machine's noise.

use std::hint::black_box;

use bulk_mock::core::csv::{Delimiter, LineEnding, Scanner, cells, end_row, requote, requote_row};
use bulk_mock::core::rows::{BlankLines, Upload, UploadBuilder};

const CHUNK_BYTES: usize = 64 << 10;
const RUNS: usize = 5;

fn main() {
    let path = std::env::args().nth(1).expect("usage: scan_throughput FILE");
    let body = std::fs::read(&path).expect("failed to read the file named as the argument");

    measure("scan", body.len(), || {
        let mut scanner = Scanner::new(Delimiter::Comma);
        let mut ends = 0;
        for chunk in body.chunks(CHUNK_BYTES) {
            scanner.feed(chunk, |row| ends ^= row.end);
        }
        ends
    });
    measure("upload build", body.len(), || upload(&body).row_count());

    let upload = upload(&body);
    measure("rows", body.len(), || {
        upload.rows(0..upload.row_count()).map(<[u8]>::len).sum::<usize>()
    });
    measure("cells", body.len(), || {
        let rows = upload.rows(0..upload.row_count());
        rows.flat_map(|row| cells(row, Delimiter::Comma)).map(|it| it.raw.len()).sum::<usize>()
    });
    measure("requote each cell", body.len(), || {
        requoted(&upload, |out, row| {
            for cell in cells(row, Delimiter::Comma) {
                requote(out, &cell);
                out.push(b',');
            }
        })
    });
    measure("requote_row", body.len(), || {
        requoted(&upload, |out, row| requote_row(out, row, Delimiter::Comma))
    });

    let rows = upload.row_count();
    let beyond = (upload.kept_bytes() as f64 - body.len() as f64) / f64::from(rows.max(1));
    report(&format!("{rows} rows, {beyond:.2} bytes kept per row beyond its own"));
}

fn upload(body: &[u8]) -> Upload {
    let mut builder = UploadBuilder::new(Delimiter::Comma, BlankLines::Skip);
    body.chunks(CHUNK_BYTES).for_each(|chunk| builder.push(chunk));
    builder.finish()
}

/// Writes all rows through a buffer that is handed on whenever it holds a page, as a server does.
fn requoted(upload: &Upload, mut write: impl FnMut(&mut Vec<u8>, &[u8])) -> usize {
    let mut out = Vec::with_capacity(CHUNK_BYTES * 2);
    let mut written = 0;
    for row in upload.rows(0..upload.row_count()) {
        write(&mut out, row);
        end_row(&mut out, LineEnding::Lf);
        if out.len() > CHUNK_BYTES {
            written += black_box(&out).len();
            out.clear();
        }
    }
    written + out.len()
}

#[expect(clippy::disallowed_methods, reason = "a stopwatch around pure code, not part of it")]
fn measure<T>(stage: &str, body_bytes: usize, mut run: impl FnMut() -> T) {
    let best = (0..RUNS).map(|_| {
        let start = std::time::Instant::now();
        black_box(run());
        start.elapsed()
    });
    let seconds = best.min().unwrap_or_default().as_secs_f64();
    report(&format!("{stage:<18} {:>7.0} MB/s", body_bytes as f64 / 1e6 / seconds));
}

#[expect(clippy::print_stdout, reason = "the figures are what this program is for")]
fn report(line: &str) {
    println!("{line}");
}
