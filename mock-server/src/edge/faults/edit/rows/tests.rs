//! What is promised of changed rows, whatever stands in the file and however it is cut into pieces.

use std::num::NonZeroU32;

use proptest::prelude::*;

use super::Chain;
use crate::core::csv::{self, Delimiter, LineEnding, Specials};
use crate::faults::Many;
use crate::faults::answer::RowEdit;
use crate::faults::answer::{LineEnd, Pick, RowPick};

/// A file: its cells, and how they are written.
#[derive(Clone, Debug)]
struct File {
    delimiter: Delimiter,
    end: LineEnding,
    ends: bool,
    columns: usize,
    rows: Vec<Vec<String>>,
    piece: usize,
}

impl File {
    fn names(&self) -> Vec<String> {
        (0..self.columns).map(|column| format!("c{column}")).collect()
    }

    fn text(&self) -> Vec<u8> {
        let specials = Specials::of(self.delimiter.byte());
        let mut out = Vec::new();
        let records = std::iter::once(self.names()).chain(self.rows.clone());
        for cells in records {
            for (place, cell) in cells.iter().enumerate() {
                if place > 0 {
                    out.push(self.delimiter.byte());
                }
                // A lone empty cell would be a blank line.
                match cell.is_empty() {
                    true => csv::quoted(&mut out, b""),
                    false => specials.append(&mut out, cell.as_bytes()),
                }
            }
            csv::end_row(&mut out, self.end);
        }
        if !self.ends {
            out.truncate(out.len() - self.end.bytes().len());
        }
        out
    }

    /// The file after a change, in pieces of its own size.
    fn changed(&self, edit: &RowEdit) -> Vec<u8> {
        let mut chain = Chain::new(&[edit]);
        let text = self.text();
        let mut out = Vec::new();
        for piece in text.chunks(self.piece) {
            out.extend(chain.push(piece.to_vec()));
        }
        out.extend(chain.finish());
        out
    }

    /// The cells of a text with this file's delimiter, as an independent reader sees them.
    fn read(&self, text: &[u8]) -> Vec<Vec<String>> {
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter.byte())
            .from_reader(text);
        let cells = |record: ::csv::StringRecord| record.iter().map(str::to_owned).collect();
        reader.records().map(|record| cells(record.expect("a record"))).collect()
    }
}

fn file() -> impl Strategy<Value = File> {
    let cell = prop::sample::select(vec![
        "",
        "a",
        "b b",
        "x,y",
        "semi;colon",
        "say \"hi\"",
        "two\nlines",
        "two\r\nlines",
        "\r",
        "é",
        "\u{2028}",
        "tab\t",
        "null",
        "\"",
    ]);
    let rows = (1..5usize).prop_flat_map(move |columns| {
        let row = prop::collection::vec(cell.clone().prop_map(str::to_owned), columns);
        (Just(columns), prop::collection::vec(row, 0..12))
    });
    let dialect = (
        prop::sample::select(Delimiter::ALL.to_vec()),
        prop::sample::select(LineEnding::ALL.to_vec()),
    );
    (rows, dialect, any::<bool>(), 1..40usize).prop_map(
        |((columns, rows), (delimiter, end), ends, piece)| {
            // Without a second column a file tells nothing of its delimiter.
            let delimiter = if columns == 1 { Delimiter::Comma } else { delimiter };
            File { delimiter, end, ends, columns, rows, piece }
        },
    )
}

fn rows(rows: &[u64]) -> RowPick {
    RowPick { pick: Pick::Rows(Many::Any(rows.to_vec())), salt: 0 }
}

proptest! {
    #[test]
    fn a_shuffle_keeps_the_header_and_every_row(file in file(), seed: u64, block in 1..6u32) {
        let block = NonZeroU32::new(block).expect("not zero");
        let out = file.read(&file.changed(&RowEdit::Shuffled { seed, block }));
        prop_assert_eq!(&out[0], &file.names());
        let (mut out, mut before) = (out[1..].to_vec(), file.rows);
        out.sort();
        before.sort();
        prop_assert_eq!(out, before);
    }

    #[test]
    fn rows_are_missing_and_doubled_exactly_as_told(file in file(), picked: [u8; 3]) {
        let picked = picked.map(|place| u64::from(place % 14));
        let hit = |place: usize| picked.contains(&(place as u64 + 1));
        let out = file.read(&file.changed(&RowEdit::Missing(rows(&picked))));
        let left = file.rows.iter().enumerate().filter(|(place, _)| !hit(*place));
        prop_assert_eq!(&out[1..], left.map(|(_, row)| row.clone()).collect::<Vec<_>>());
        let out = file.read(&file.changed(&RowEdit::Duplicated(rows(&picked))));
        let twice = file.rows.iter().enumerate().flat_map(|(place, row)| {
            vec![row.clone(); if hit(place) { 2 } else { 1 }]
        });
        prop_assert_eq!(&out[1..], twice.collect::<Vec<_>>());
    }

    #[test]
    fn permuted_columns_are_found_by_their_names(file in file(), seed: u64) {
        let out = file.read(&file.changed(&RowEdit::Permuted { seed, first: Vec::new() }));
        let names = file.names();
        prop_assert!(file.columns == 1 || out[0] != names);
        let place = |name: &String| out[0].iter().position(|known| known == name).expect("there");
        let places: Vec<usize> = names.iter().map(place).collect();
        for (out, row) in out[1..].iter().zip(&file.rows) {
            let back: Vec<&String> = places.iter().map(|place| &out[*place]).collect();
            prop_assert_eq!(back, row.iter().collect::<Vec<_>>());
        }
        prop_assert_eq!(out.len(), file.rows.len() + 1);
    }

    #[test]
    fn an_added_column_leaves_the_others_alone(file in file(), place in prop::option::of(1..7u32)) {
        let (name, value) = ("new".to_owned(), "v;,\t".to_owned());
        let out = file.changed(&RowEdit::Added { name, value, place });
        let at = place.map_or(file.columns, |place| (place as usize - 1).min(file.columns));
        let mut out = file.read(&out);
        let added: Vec<String> = out.iter_mut().map(|row| row.remove(at)).collect();
        prop_assert!(added[0] == "new" && added[1..].iter().all(|cell| cell == "v;,\t"));
        prop_assert_eq!(&out[1..], &file.rows);
    }

    #[test]
    fn what_changes_nothing_leaves_every_byte(file in file()) {
        let untouched = [
            RowEdit::Missing(rows(&[])),
            RowEdit::Duplicated(rows(&[99])),
            RowEdit::Inserted { text: "x".into(), column: Some("none".into()), rows: rows(&[1]) },
            RowEdit::LineEndings(match file.end {
                LineEnding::Lf => LineEnd::Lf,
                LineEnding::Crlf => LineEnd::Crlf,
            }),
        ];
        for edit in untouched {
            prop_assert_eq!(file.changed(&edit), file.text(), "{:?}", edit);
        }
    }

    #[test]
    fn line_endings_change_and_cells_do_not(file in file()) {
        let out = file.changed(&RowEdit::LineEndings(LineEnd::Crlf));
        let as_crlf = File { end: LineEnding::Crlf, ..file };
        prop_assert_eq!(out, as_crlf.text());
    }
}

#[test]
fn a_text_stands_in_the_middle_of_a_cell() {
    let changed = |text: &str, column: Option<&str>| {
        let edit = RowEdit::Inserted {
            text: "^".into(),
            column: column.map(str::to_owned),
            rows: rows(&[1, 2, 3, 4]),
        };
        let mut chain = Chain::new(&[&edit]);
        let mut out = chain.push(text.as_bytes().to_vec());
        out.extend(chain.finish());
        String::from_utf8(out).expect("text")
    };
    assert_eq!(
        changed("a,b\nabcd,1\n\"\",2\n\"a\"\"b\",3\né,4", None),
        "a,b\nab^cd,1\n\"^\",2\n\"a\"\"^b\",3\né^,4"
    );
    assert_eq!(changed("a;\"B\"\n1;\"two\nlines\"\n", Some("b")), "a;\"B\"\n1;\"two\n^lines\"\n");
}

#[test]
fn a_mark_stands_before_an_empty_file_as_well() {
    let mut chain = Chain::new(&[&RowEdit::ByteOrderMark]);
    assert_eq!(chain.finish(), b"\xEF\xBB\xBF");
    let mut chain = Chain::new(&[&RowEdit::ByteOrderMark]);
    let mut out = chain.push(b"a\n1".to_vec());
    out.extend(chain.finish());
    assert_eq!(out, b"\xEF\xBB\xBFa\n1");
}
