//! Cells against the oracle, against the `csv` crate, and by example.

use bulk_mock::core::csv::{Delimiter, cells, count, nth};
use proptest::prelude::*;

use crate::csv_oracle::{ReadCell, read};
use crate::csv_tables::{Table, delimiter, garbage, shown, table};

fn read_cells(row: &[u8], delimiter: Delimiter) -> Vec<ReadCell> {
    cells(row, delimiter)
        .map(|it| ReadCell {
            raw: it.raw.to_vec(),
            value: it.decode().into_owned(),
            quoted: it.quoted,
        })
        .collect()
}

fn values(row: &str) -> Vec<String> {
    cells(row.as_bytes(), Delimiter::Comma).map(|it| shown(&it.decode())).collect()
}

fn read_with_csv_crate(table: &Table) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(table.delimiter.byte())
        .has_headers(false)
        .from_reader(&table.file[..]);
    reader.deserialize().map(Result::unwrap).collect()
}

proptest! {
    #[test]
    fn the_cells_of_a_table_are_the_values_that_were_written(table in table()) {
        let (records, _) = read(&table.file, table.delimiter);

        let read: Vec<Vec<_>> = records
            .iter()
            .map(|it| cells(&it.raw, table.delimiter).map(|it| it.decode().into_owned()).collect())
            .collect();
        let written: Vec<Vec<_>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(|it| it.clone().into_bytes()).collect())
            .collect();
        prop_assert_eq!(read, written);
    }

    #[test]
    fn the_csv_crate_reads_the_same_tables(table in table()) {
        // It takes a byte order mark away, which is data here.
        if !table.file.starts_with("\u{feff}".as_bytes()) {
            prop_assert_eq!(read_with_csv_crate(&table), table.rows);
        }
    }

    #[test]
    fn the_cells_of_garbage_are_those_of_the_oracle(
        input in garbage(),
        delimiter in delimiter(),
    ) {
        for record in read(&input, delimiter).0 {
            prop_assert_eq!(&read_cells(&record.raw, delimiter), &record.cells);
            prop_assert_eq!(count(&record.raw, delimiter), record.cells.len());
            for (n, cell) in record.cells.iter().enumerate() {
                let found = nth(&record.raw, delimiter, n);
                prop_assert_eq!(found.map(|it| it.is_empty()), Some(cell.value.is_empty()));
            }
            prop_assert_eq!(nth(&record.raw, delimiter, record.cells.len()), None);
        }
    }
}

#[test]
fn an_empty_record_is_one_empty_cell() {
    assert_eq!(values(""), [""]);
    assert_eq!(count(b"", Delimiter::Comma), 1);
}

#[test]
fn a_delimiter_at_the_end_is_followed_by_an_empty_cell() {
    assert_eq!(values("a,"), ["a", ""]);
    assert_eq!(values("\"a\","), ["a", ""]);
}

#[test]
fn white_space_around_an_unquoted_value_is_part_of_it() {
    assert_eq!(values(" a , b"), [" a ", " b"]);
}

#[test]
fn a_quoted_cell_loses_its_quotes_and_doubled_ones_are_halved() {
    assert_eq!(values(r#""a,b","say ""hi""","""","""#), ["a,b", "say \"hi\"", "\"", ""]);
}

#[test]
fn white_space_before_the_opening_quote_is_left_out_of_the_value() {
    assert_eq!(values("x,  \"a,b\""), ["x", "a,b"]);
}

#[test]
fn a_quote_inside_an_unquoted_cell_stays_as_it_is() {
    assert_eq!(values(r#"6" nail,a""b"#), ["6\" nail", "a\"\"b"]);
}

#[test]
fn from_a_stray_closing_quote_on_a_cell_is_literal() {
    assert_eq!(values(r#""a""b"c""d,e"#), [r#"a"b"c""d"#, "e"]);
}

#[test]
fn a_cell_that_is_never_closed_reaches_to_the_end() {
    assert_eq!(values("\"a,b\n"), ["a,b\\n"]);
}

#[test]
fn a_value_is_copied_only_if_quotes_were_doubled() {
    let borrowed = |row: &'static str| {
        let cell = nth(row.as_bytes(), Delimiter::Comma, 0).unwrap();
        matches!(cell.decode(), std::borrow::Cow::Borrowed(_))
    };

    assert!(borrowed("a"));
    assert!(borrowed("\"a,b\""));
    assert!(borrowed("\"a\"b"));
    assert!(!borrowed("\"a\"\"b\""));
}
