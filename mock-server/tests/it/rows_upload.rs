//! Uploads hold what was pushed: against the oracle, past the size of a segment, and by example.

use bulk_mock::core::csv::{Delimiter, Flaw};
use bulk_mock::core::rows::{BlankLines, Upload, UploadBuilder};
use proptest::prelude::*;

use crate::csv_oracle::{Record, read};
use crate::csv_tables::{cut, cuts, delimiter, garbage, shown, table};

fn upload<'a>(
    chunks: impl IntoIterator<Item = &'a [u8]>,
    delimiter: Delimiter,
    blank_lines: BlankLines,
) -> Upload {
    let mut builder = UploadBuilder::new(delimiter, blank_lines);
    chunks.into_iter().for_each(|chunk| builder.push(chunk));
    builder.finish()
}

fn upload_whole(input: &str) -> Upload {
    upload([input.as_bytes()], Delimiter::Comma, BlankLines::Skip)
}

fn rows(upload: &Upload) -> Vec<String> {
    upload.rows(0..upload.row_count()).map(shown).collect()
}

/// The header and the data records that an upload should hold.
fn expected(records: &[Record], blank_lines: BlankLines) -> (Vec<u8>, Vec<&Record>) {
    let mut records = records.iter().skip_while(|it| it.is_blank());
    let header = records.next().map(|it| it.raw.clone()).unwrap_or_default();
    (header, records.filter(|it| blank_lines == BlankLines::Row || !it.is_blank()).collect())
}

proptest! {
    #[test]
    fn an_upload_holds_the_records_of_a_table(table in table(), cuts in cuts()) {
        let upload = upload(cut(&table.file, &cuts), table.delimiter, BlankLines::Skip);
        let (records, facts) = read(&table.file, table.delimiter);

        prop_assert_eq!(upload.header(), &records[0].raw[..]);
        prop_assert!(upload.rows(0..upload.row_count()).eq(records[1..].iter().map(|it| &it.raw[..])));
        prop_assert_eq!(upload.facts(), &facts);
        prop_assert_eq!(upload.body_bytes(), table.file.len() as u64);
    }

    #[test]
    fn an_upload_of_garbage_holds_what_the_oracle_reads(
        input in garbage(),
        delimiter in delimiter(),
        cuts in cuts(),
        skip in any::<bool>(),
    ) {
        let blank_lines = if skip { BlankLines::Skip } else { BlankLines::Row };
        let upload = upload(cut(&input, &cuts), delimiter, blank_lines);
        let (records, facts) = read(&input, delimiter);
        let (header, data) = expected(&records, blank_lines);

        prop_assert_eq!(upload.header(), &header[..]);
        prop_assert_eq!(upload.row_count() as usize, data.len());
        for (n, record) in (0..).zip(&data) {
            prop_assert_eq!(upload.row(n), &record.raw[..]);
            prop_assert_eq!(upload.flaw(n), record.flaw());
        }
        prop_assert_eq!(upload.facts(), &facts);
    }

    #[test]
    fn a_rewritten_upload_holds_the_rows_that_were_kept(
        input in garbage(),
        keep in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let chunks = [&b"Id\n1\n"[..], &input];
        let whole = upload(chunks, Delimiter::Comma, BlankLines::Row);
        let keep: Vec<u32> = keep.iter().map(|it| it.index(whole.row_count() as usize) as u32).collect();

        let smaller = whole.rewrite(keep.iter().copied());

        prop_assert_eq!(smaller.row_count() as usize, keep.len());
        for (n, &old) in (0..).zip(&keep) {
            prop_assert_eq!(smaller.row(n), whole.row(old));
            prop_assert_eq!(smaller.flaw(n), whole.flaw(old));
        }
        prop_assert_eq!(smaller.header(), whole.header());
        prop_assert_eq!(smaller.facts(), whole.facts());
    }
}

#[test]
fn nothing_uploaded_is_no_header_and_no_rows() {
    let upload = upload_whole("");

    assert_eq!((upload.header(), upload.row_count(), upload.body_bytes()), (&b""[..], 0, 0));
    assert_eq!(upload.rows(0..0).count(), 0);
}

#[test]
fn a_header_alone_has_no_rows_even_without_a_newline() {
    assert_eq!(shown(upload_whole("Id,\"Name\"").header()), "Id,\"Name\"");
    assert_eq!(upload_whole("Id\r\n").row_count(), 0);
    assert_eq!(upload_whole("Id\r\n").header(), b"Id");
}

#[test]
fn blank_lines_are_skipped_or_kept_as_the_builder_is_told() {
    let input = &b"\n\r\nId\n\n1\n\r\n\n2\n\n"[..];

    let skipped = upload([input], Delimiter::Comma, BlankLines::Skip);
    assert_eq!(rows(&skipped), ["1", "2"]);
    let kept = upload([input], Delimiter::Comma, BlankLines::Row);
    assert_eq!(rows(&kept), ["", "1", "", "", "2", ""]);
    assert_eq!((skipped.header(), kept.header()), (&b"Id"[..], &b"Id"[..]));
}

#[test]
fn a_return_at_the_end_of_a_last_record_is_kept() {
    assert_eq!(rows(&upload_whole("Id\n1\r")), [r"1\r"]);
}

#[test]
fn a_newline_at_the_end_of_a_cell_that_is_never_closed_is_kept() {
    assert_eq!(rows(&upload_whole("Id\n\"1\n")), [r#""1\n"#]);
}

#[test]
fn flaws_are_kept_by_row() {
    let upload = upload_whole("a, \"b\"\n1,2\n1, \"2\"\n\n1,2\"\n");

    assert_eq!(upload.header_flaw(), Some(Flaw::SpaceBeforeQuote));
    let flaws: Vec<_> = (0..3).map(|n| upload.flaw(n)).collect();
    assert_eq!(flaws, [None, Some(Flaw::SpaceBeforeQuote), Some(Flaw::UnescapedQuote)]);
}

#[test]
fn made_up_rows_are_held_as_given() {
    let given = ["1,\"x\ny\"", "", "2,z\r"];
    let made = |header: &[u8]| {
        Upload::from_rows(header, given.iter().map(|it| it.as_bytes()), Delimiter::Comma)
    };

    assert_eq!(rows(&made(b"Id,Name")), [r#"1,"x\ny""#, "", r"2,z\r"]);
    assert_eq!(made(b"Id,Name").header(), b"Id,Name");
    assert_eq!(rows(&made(b"")), rows(&made(b"Id,Name")));
}

#[test]
fn rows_past_a_segment_and_a_record_larger_than_one_are_whole() {
    let huge = format!("huge,\"{}\"", "line\n".repeat(500_000));
    let small: Vec<String> = (0..200_000).map(|n| format!("{n},some text")).collect();
    let mut lines = vec!["Id,Text".to_owned()];
    lines.extend_from_slice(&small[..100_000]);
    lines.push(huge.clone());
    lines.extend_from_slice(&small[100_000..]);
    let body = lines.join("\n");

    let upload = upload(body.as_bytes().chunks(60_000), Delimiter::Comma, BlankLines::Skip);

    assert_eq!(upload.row_count(), 200_001);
    assert!(upload.rows(0..200_001).eq(lines[1..].iter().map(|it| it.as_bytes())));
    assert_eq!(upload.row(100_000), huge.as_bytes());
    assert_eq!(upload.row(200_000), small[199_999].as_bytes());
    assert_eq!(upload.rows(150_000..150_002).last(), Some(small[150_000].as_bytes()));
}

#[test]
fn a_row_costs_at_most_five_bytes_beyond_its_own() {
    let body: String = (0..300_000).map(|n| format!("{n},some text\n")).collect();
    let upload = upload(body.as_bytes().chunks(16_384), Delimiter::Comma, BlankLines::Skip);

    let beyond = upload.kept_bytes() - body.len();
    assert!(beyond <= 5 * 300_000, "{beyond} bytes beyond the rows' own");
}

#[test]
fn a_small_upload_keeps_little_memory() {
    assert!(upload_whole("Id\n1\n").kept_bytes() < 1_000);
}
