//! What the kit's writer writes is read back, by the strict reader and by two others.

use bulk_conformance::csv::{Delimiter, End, Quoting, Style, Wrong, guess, misfits, read, write};
use bulk_conformance::generate::{Cells, Draw};
use bulk_conformance::protocol::Dialect;
use proptest::prelude::*;

use super::naive;

fn styles() -> impl Strategy<Value = Style> {
    let delimiters = prop::sample::select(Delimiter::ALL.to_vec());
    let quotings = prop::sample::select(vec![Quoting::Minimal, Quoting::Filled, Quoting::All]);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    (delimiters, quotings, flags).prop_map(|(delimiter, quoting, (crlf, final_newline, mark))| {
        Style { delimiter, crlf, quoting, final_newline, mark }
    })
}

/// Names in the first row, then cells of all classes.
fn tables() -> impl Strategy<Value = (u64, usize, usize)> {
    (any::<u64>(), 1_usize..6, 0_usize..5)
}

fn table((seed, width, rows): (u64, usize, usize), job: Delimiter) -> Vec<Vec<String>> {
    let mut draw = Draw::new(seed, "test", "round trips", 0);
    let cells = Cells::all().at_most(300);
    let header = (0..width).map(|at| format!("Column{at}")).collect();
    let row = |_| (0..width).map(|_| cells.draw(&mut draw, job).1).collect();
    std::iter::once(header).chain((0..rows).map(row).collect::<Vec<_>>()).collect()
}

fn text_of(file: &bulk_conformance::csv::File) -> Vec<Vec<String>> {
    let mut texts: Vec<Vec<String>> = file
        .records
        .iter()
        .map(|record| record.texts().into_iter().map(|text| text.into_owned()).collect())
        .collect();
    texts[0][0] = texts[0][0].trim_start_matches('\u{FEFF}').to_owned();
    texts
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn what_is_written_is_read_back_without_a_flaw(shape in tables(), style in styles()) {
        let table = table(shape, style.delimiter);
        let file = read(&write(&table, style), style.delimiter.byte());

        // A mark before a quoted name is a quote inside of a cell, for every strict reader.
        prop_assume!(!(style.mark && style.quoting != Quoting::Minimal));
        prop_assert_eq!(text_of(&file), table);
        let other: Vec<_> = file.flaws_of(|wrong| *wrong != Wrong::ByteOrderMark).collect();
        prop_assert!(other.is_empty(), "{other:?}");
        let end = if style.crlf { End::CrLf } else { End::Lf };
        let last = file.records.len() - 1;
        for (at, record) in file.records.iter().enumerate() {
            let wanted = if at == last && !style.final_newline { End::File } else { end };
            prop_assert_eq!(record.end, wanted);
        }
    }

    #[test]
    fn the_naive_reader_sees_the_same(shape in tables(), style in styles()) {
        let style = Style { mark: false, ..style };
        let bytes = write(table(shape, style.delimiter), style);
        let strict = read(&bytes, style.delimiter.byte());
        let naive = naive::read(std::str::from_utf8(&bytes).unwrap(), char::from(style.delimiter.byte()));

        let seen: Vec<Vec<(String, bool)>> = strict
            .records
            .iter()
            .map(|record| record.cells.iter().map(|cell| (cell.text().into_owned(), cell.quoted)).collect())
            .collect();
        prop_assert_eq!(seen, naive);
    }

    #[test]
    fn the_crate_csv_sees_the_same(shape in tables(), style in styles()) {
        let style = Style { mark: false, ..style };
        let table = table(shape, style.delimiter);
        let bytes = write(&table, style);
        let mut other = csv::ReaderBuilder::new()
            .delimiter(style.delimiter.byte())
            .has_headers(false)
            .from_reader(&bytes[..]);

        let seen: Vec<Vec<String>> = other
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect())
            .collect();
        prop_assert_eq!(text_of(&read(&bytes, style.delimiter.byte())), seen);
    }

    #[test]
    fn a_dialect_fits_the_file_that_is_written_in_it_and_no_other(shape in tables(), style in styles()) {
        let style = Style { mark: false, final_newline: true, ..style };
        let table = table((shape.0, shape.1.max(2), shape.2), style.delimiter);
        let names: Vec<&str> = table[0].iter().map(String::as_str).collect();
        let bytes = write(&table, style);

        let seen = guess(&bytes, &names).unwrap();
        prop_assert_eq!(seen.delimiter, style.delimiter);
        for delimiter in Delimiter::ALL {
            for crlf in [false, true] {
                let fits = misfits(&bytes, &Dialect::of(delimiter, crlf), &names).is_empty();
                prop_assert_eq!(fits, delimiter == style.delimiter && crlf == style.crlf);
            }
        }
    }

    #[test]
    fn no_bytes_are_too_wrong_to_be_read(bytes in prop::collection::vec(
        prop::sample::select(b"ab,;\"\"\"\r\n\n\xEF\xBB\xBF\xFF".to_vec()), 0..40,
    )) {
        let file = read(&bytes, b',');
        for flaw in &file.flaws {
            prop_assert!(flaw.at <= bytes.len());
            prop_assert!(flaw.record < file.records.len().max(1));
        }
        // Whatever is no quote, delimiter or line end is in some cell.
        let letters = |bytes: &[u8]| bytes.iter().filter(|byte| byte.is_ascii_lowercase()).count();
        let kept: usize = file.records.iter().flat_map(|r| &r.cells).map(|cell| letters(&cell.value)).sum();
        prop_assert_eq!(kept, letters(&bytes));
    }
}
