//! What the writer writes is read back as it was, and is quoted all over.

use bulk_mock::core::csv::{Delimiter, LineEnding, cells, end_row, quoted, requote, requote_row};
use proptest::prelude::*;

use crate::csv_oracle::read;
use crate::csv_tables::{delimiter, garbage, shown, table};

fn requoted(row: &str) -> String {
    let mut out = Vec::new();
    requote_row(&mut out, row.as_bytes(), Delimiter::Comma);
    shown(&out)
}

proptest! {
    #[test]
    fn written_values_are_read_back_as_they_were(table in table()) {
        let mut out = Vec::new();
        for row in &table.rows {
            for (n, value) in row.iter().enumerate() {
                if n > 0 {
                    out.push(table.delimiter.byte());
                }
                quoted(&mut out, value.as_bytes());
            }
            end_row(&mut out, table.line_ending);
        }

        let (records, facts) = read(&out, table.delimiter);
        prop_assert_eq!(records.len(), table.rows.len());
        for (record, row) in records.iter().zip(&table.rows) {
            prop_assert!(record.cells.iter().all(|it| it.quoted));
            prop_assert!(record.cells.iter().map(|it| &it.value[..]).eq(row.iter().map(|it| it.as_bytes())));
        }
        prop_assert_eq!(facts.first_unescaped_quote, None);
        prop_assert_eq!(facts.space_before_quote_rows, 0);
    }

    #[test]
    fn requoting_keeps_the_values_and_mends_the_quotes(
        input in garbage(),
        delimiter in delimiter(),
    ) {
        for record in read(&input, delimiter).0 {
            let mut by_row = Vec::new();
            requote_row(&mut by_row, &record.raw, delimiter);

            let mut by_cell = Vec::new();
            for (n, cell) in cells(&record.raw, delimiter).enumerate() {
                if n > 0 {
                    by_cell.push(delimiter.byte());
                }
                requote(&mut by_cell, &cell);
            }
            prop_assert_eq!(shown(&by_row), shown(&by_cell));

            let (again, facts) = read(&by_row, delimiter);
            prop_assert_eq!(again.len(), 1);
            prop_assert!(again[0].cells.iter().all(|it| it.quoted));
            let value = |n: usize| &record.cells[n].value;
            prop_assert!(again[0].cells.iter().enumerate().all(|(n, it)| it.value == *value(n)));
            prop_assert_eq!(again[0].cells.len(), record.cells.len());
            prop_assert_eq!(again[0].flaw(), None);
            prop_assert_eq!(facts.unterminated_quote, None);
        }
    }
}

#[test]
fn every_cell_is_quoted_even_an_empty_one() {
    assert_eq!(requoted("a,,1"), r#""a","","1""#);
    assert_eq!(requoted(""), r#""""#);
}

#[test]
fn cells_that_are_well_quoted_are_copied_among_others_that_are_not() {
    let row = r#""a","b ""c""",d, "e","f"g,"h""#;
    assert_eq!(requoted(row), r#""a","b ""c""","d","e","f""g","h""#);
}

#[test]
fn a_record_ends_with_the_line_ending_asked_for() {
    let mut out = Vec::new();
    end_row(&mut out, LineEnding::Lf);
    end_row(&mut out, LineEnding::Crlf);

    assert_eq!(shown(&out), r"\n\r\n");
}
