//! Strategies: tables of nasty cells and how they are written, plain garbage, and ways to cut.

use bulk_mock::core::csv::{Delimiter, LineEnding};
use proptest::prelude::*;
use proptest::sample::select;

/// A table, and the file that somebody made of it.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) delimiter: Delimiter,
    pub(crate) line_ending: LineEnding,
    pub(crate) rows: Vec<Vec<String>>,
    pub(crate) file: Vec<u8>,
    pub(crate) final_newline: bool,
}

/// Any dialect, minimal or full quoting, with or without the last newline.
pub(crate) fn table() -> impl Strategy<Value = Table> {
    let rows = (1_usize..5)
        .prop_flat_map(|width| prop::collection::vec(prop::collection::vec(cell(), width), 1..8));
    (delimiter(), select(&LineEnding::ALL[..]), rows, any::<bool>(), any::<bool>()).prop_map(
        |(delimiter, line_ending, rows, quote_all, final_newline)| {
            let lines = rows.iter().map(|row| line(row, delimiter, quote_all));
            let line_end = str::from_utf8(line_ending.bytes()).expect("line endings are ASCII");
            let mut file = lines.collect::<Vec<_>>().join(line_end);
            if final_newline {
                file.push_str(line_end);
            }
            Table { delimiter, line_ending, rows, file: file.into_bytes(), final_newline }
        },
    )
}

/// Bytes that mean something to a CSV reader, in no order that makes sense.
pub(crate) fn garbage() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: &[&str] =
        &["\"", "\"", "\"\"", ",", ";", "\r", "\n", "\r\n", " ", "a", "b", "\t", "\u{feff}"];
    prop::collection::vec(select(PIECES), 0..40).prop_map(|it| it.concat().into_bytes())
}

pub(crate) fn delimiter() -> impl Strategy<Value = Delimiter> {
    select(&Delimiter::ALL[..])
}

/// Lengths to cut a stream into, over and over; often single bytes.
pub(crate) fn cuts() -> impl Strategy<Value = Vec<usize>> {
    prop_oneof![Just(vec![1]), prop::collection::vec(1_usize..12, 1..6)]
}

/// `bytes` cut into pieces of the lengths `cuts`, over and over.
pub(crate) fn cut<'a>(bytes: &'a [u8], cuts: &[usize]) -> Vec<&'a [u8]> {
    let mut lengths = cuts.iter().copied().cycle();
    let mut rest = bytes;
    let mut pieces = Vec::new();
    while !rest.is_empty() {
        let (piece, later) = rest.split_at(lengths.next().unwrap_or(usize::MAX).min(rest.len()));
        pieces.push(piece);
        rest = later;
    }
    pieces
}

/// Bytes with everything but plain text visible, for messages and snapshots.
pub(crate) fn shown(bytes: &[u8]) -> String {
    bytes.escape_ascii().to_string().replace("\\\"", "\"")
}

fn cell() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "a",
        "Zoë",
        "👩‍🚀",
        "\"",
        "\"\"",
        "\n",
        "\r\n",
        "\r",
        "\0",
        "\u{feff}",
        " ",
        "\t",
        ",",
        ";",
        "|",
        "^",
        "`",
        "#N/A",
    ];
    prop::collection::vec(select(PIECES), 0..5).prop_map(|it| it.concat())
}

fn line(row: &[String], delimiter: Delimiter, quote_all: bool) -> String {
    let special = ['"', '\n', '\r', delimiter.byte() as char];
    let cells = row.iter().map(|cell| {
        // A record of one empty cell would be a blank line.
        let lone_empty = row.len() == 1 && cell.is_empty();
        if quote_all || lone_empty || cell.contains(special) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    });
    cells.collect::<Vec<_>>().join(&char::from(delimiter.byte()).to_string())
}
