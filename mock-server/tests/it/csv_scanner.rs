//! The scanner against the oracle, and one example for each thing that it reports.

use bulk_mock::core::csv::{Delimiter, Facts, Flaw, Position, RowEnd, Terminator};
use proptest::prelude::*;

use crate::csv_oracle::{Record, read, scan};
use crate::csv_tables::{cut, cuts, delimiter, garbage, table};

fn scan_whole(input: &[u8]) -> (Vec<RowEnd>, Facts) {
    scan([input], Delimiter::Comma)
}

fn flaws(input: &str) -> Vec<Option<Flaw>> {
    scan_whole(input.as_bytes()).0.iter().map(|row| row.flaw).collect()
}

fn facts(input: &str) -> Facts {
    scan_whole(input.as_bytes()).1
}

proptest! {
    #[test]
    fn a_table_is_found_record_by_record_wherever_it_is_cut(table in table(), cuts in cuts()) {
        let (ends, facts) = scan(cut(&table.file, &cuts), table.delimiter);
        let (records, oracle_facts) = read(&table.file, table.delimiter);

        prop_assert_eq!(ends.len(), table.rows.len());
        prop_assert_eq!(ends, records.iter().map(Record::row_end).collect::<Vec<_>>());
        prop_assert_eq!(&facts, &oracle_facts);
        prop_assert_eq!(facts.final_newline, table.final_newline);
        prop_assert_eq!(facts.first_unescaped_quote, None);
        prop_assert_eq!(facts.lone_cr, 0);
    }

    #[test]
    fn garbage_is_read_as_the_oracle_reads_it_wherever_it_is_cut(
        input in garbage(),
        delimiter in delimiter(),
        cuts in cuts(),
    ) {
        let (ends, facts) = scan(cut(&input, &cuts), delimiter);
        let (records, oracle_facts) = read(&input, delimiter);

        prop_assert_eq!(ends, records.iter().map(Record::row_end).collect::<Vec<_>>());
        prop_assert_eq!(facts, oracle_facts);
    }

    #[test]
    fn records_and_their_terminators_make_up_the_input(input in garbage(), cuts in cuts()) {
        let (ends, _) = scan(cut(&input, &cuts), Delimiter::Comma);

        let mut start = 0;
        for row in &ends {
            let end = usize::try_from(row.end).unwrap();
            let terminator = row.terminator.map_or(&b""[..], |it| it.bytes());
            prop_assert!(input[start..end].ends_with(terminator));
            prop_assert_eq!(row.blank, end - start == terminator.len());
            start = end;
        }
        prop_assert_eq!(start, input.len());
    }
}

#[test]
fn an_empty_stream_has_no_records() {
    assert_eq!(scan_whole(b""), (vec![], Facts::default()));
}

#[test]
fn the_last_record_needs_no_newline() {
    let (ends, facts) = scan_whole(b"a,b\n1,2");

    let last = RowEnd { end: 7, terminator: None, blank: false, flaw: None };
    assert_eq!(ends.last(), Some(&last));
    assert!(!facts.final_newline);
}

#[test]
fn a_blank_line_is_reported_as_one_and_not_counted_as_a_record() {
    let (ends, facts) = scan_whole(b"a\r\n\r\n\n1\n");

    assert_eq!(ends.iter().map(|it| it.blank).collect::<Vec<_>>(), [false, true, true, false]);
    assert_eq!((facts.rows, facts.blank_lines, facts.lf, facts.crlf), (2, 2, 2, 2));
}

#[test]
fn a_return_without_a_line_feed_is_data() {
    let (ends, facts) = scan_whole(b"a\rb\r\r\n\"c\rd\"\n");

    assert_eq!(ends.len(), 2);
    assert_eq!(ends[0].terminator, Some(Terminator::Crlf));
    assert_eq!((facts.lone_cr, facts.quoted_cr), (2, 1));
}

#[test]
fn newlines_inside_quotes_end_no_record_and_are_told_apart() {
    let (ends, facts) = scan_whole(b"\"a\nb\r\nc\"\r\n1\r\n");

    assert_eq!(ends.len(), 2);
    assert_eq!((facts.quoted_lf, facts.quoted_crlf, facts.quoted_cr), (1, 1, 0));
    assert_eq!((facts.lf, facts.crlf), (0, 2));
}

#[test]
fn white_space_before_a_quote_is_a_flaw_and_the_cell_is_still_quoted() {
    assert_eq!(flaws("a,b\n1, \"x\ny\"\n2,z\n"), [None, Some(Flaw::SpaceBeforeQuote), None]);
    assert_eq!(facts("  \"a\"\n1\n").space_before_quote_rows, 1);
}

#[test]
fn a_tab_before_a_quote_is_white_space_unless_it_is_the_delimiter() {
    let flaw = |delimiter| scan([&b"a\t\"b\"\n\t\"c\"\n"[..]], delimiter).0[1].flaw;

    assert_eq!(flaw(Delimiter::Comma), Some(Flaw::SpaceBeforeQuote));
    assert_eq!(flaw(Delimiter::Tab), None);
}

#[test]
fn a_quote_inside_an_unquoted_cell_is_unescaped_and_opens_nothing() {
    let input = "a,b\n1,6\" nail\n2,x\n";

    assert_eq!(flaws(input), [None, Some(Flaw::UnescapedQuote), None]);
    let position = Some(Position { offset: 7, row: 1 });
    assert_eq!(facts(input).first_unescaped_quote, position);
    assert!(!facts(input).quoted_cells);
}

#[test]
fn text_after_a_closing_quote_makes_it_an_unescaped_one() {
    let input = "a\n\"x\"y\n\"x\" \n\"x\"\rz\nfine\n";

    let stray = Some(Flaw::UnescapedQuote);
    assert_eq!(flaws(input), [None, stray, stray, stray, None]);
    assert_eq!(facts(input).first_unescaped_quote, Some(Position { offset: 4, row: 1 }));
}

#[test]
fn an_unescaped_quote_outweighs_white_space_in_the_same_record() {
    let input = "a,b\n \"x\",y\"z\n";

    assert_eq!(flaws(input), [None, Some(Flaw::UnescapedQuote)]);
    assert_eq!(facts(input).space_before_quote_rows, 1);
}

#[test]
fn a_byte_order_mark_is_data_so_that_a_quote_after_it_is_unescaped() {
    let quoted = facts("\u{feff}\"Name\"\n");
    assert!(quoted.bom);
    assert_eq!(quoted.first_unescaped_quote, Some(Position { offset: 3, row: 0 }));

    let plain = facts("\u{feff}Name\n");
    assert!(plain.bom);
    assert_eq!(plain.first_unescaped_quote, None);
}

#[test]
fn a_quote_that_is_never_closed_is_placed_where_it_opened() {
    let (ends, facts) = scan_whole(b"a\n1\n\"x\ny\n");

    assert_eq!(ends.len(), 3);
    assert_eq!(ends[2].terminator, None);
    assert_eq!(facts.unterminated_quote, Some(Position { offset: 4, row: 2 }));
}
