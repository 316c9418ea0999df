//! Writing cells so that the other side reads the same.

use bulk_conformance::protocol::{Cell, Class, Failure, Typed};

use super::Format;

/// What stands for a null in an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nulls {
    /// Salesforce's `#N/A`; an empty cell means that the field is left alone.
    HashNa,
    /// An empty cell: Marketo has no word for a null.
    Empty,
}

/// Writes rows. A method that is not overridden is the honest one.
pub trait CsvWriter: Send + Sync {
    /// What stands before the header: nothing, and no byte order mark above all.
    fn preamble(&self, _out: &mut Vec<u8>) {}

    /// The text of a value.
    ///
    /// # Errors
    /// A value that a file cannot carry to the other side.
    fn text_of(&self, cell: &Cell, nulls: Nulls) -> Result<String, Failure> {
        text_of(cell, nulls)
    }

    /// Writes one cell; `alone` if it is the only one of its row.
    fn cell(&self, out: &mut Vec<u8>, text: &str, format: Format, alone: bool) {
        cell(out, text, format, alone);
    }

    /// Writes one row with its line ending.
    fn row(&self, out: &mut Vec<u8>, texts: &[String], format: Format) {
        row(|out, text, alone| self.cell(out, text, format, alone), out, texts, format);
    }

    /// Writes the header.
    fn header(&self, out: &mut Vec<u8>, names: &[String], format: Format) {
        self.row(out, names, format);
    }
}

/// The honest one.
pub struct Honest;

impl CsvWriter for Honest {}

/// As [`CsvWriter::row`], with this way to write a cell.
pub fn row(
    cell: impl Fn(&mut Vec<u8>, &str, bool),
    out: &mut Vec<u8>,
    texts: &[String],
    format: Format,
) {
    for (at, text) in texts.iter().enumerate() {
        if at > 0 {
            out.push(format.delimiter);
        }
        cell(out, text, texts.len() == 1);
    }
    out.extend_from_slice(format.ending.bytes());
}

/// As [`CsvWriter::cell`]: quoted if anything in it means something to a reader, quotes doubled.
///
/// An empty cell alone in its row is quoted, since its line would be blank, and blank lines are skipped.
/// So are blanks at either end, which some readers trim.
pub fn cell(out: &mut Vec<u8>, text: &str, format: Format, alone: bool) {
    let bytes = text.as_bytes();
    let special = |byte: &u8| matches!(byte, b'"' | b'\r' | b'\n') || *byte == format.delimiter;
    let blank = |byte: Option<&u8>| matches!(byte, Some(b' ' | b'\t'));
    let quoted = bytes.iter().any(special)
        || blank(bytes.first())
        || blank(bytes.last())
        || (alone && bytes.is_empty());
    if !quoted {
        out.extend_from_slice(bytes);
        return;
    }
    out.push(b'"');
    for &byte in bytes {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

/// As [`CsvWriter::text_of`].
///
/// # Errors
/// Bytes that are no UTF-8; for Salesforce a text `#N/A`, which would arrive as a null.
pub fn text_of(cell: &Cell, nulls: Nulls) -> Result<String, Failure> {
    let damaged = |what: &str| Err(Failure::new(Class::Data, what));
    match (cell, nulls) {
        (Cell::Null, Nulls::HashNa) => Ok("#N/A".to_owned()),
        (Cell::Null, Nulls::Empty) | (Cell::Missing { .. }, _) => Ok(String::new()),
        (Cell::Text(text), Nulls::HashNa) if text == "#N/A" => {
            damaged("a text #N/A would arrive as a null")
        }
        (Cell::Text(text), _) => Ok(text.clone()),
        (Cell::Bytes { .. }, _) => damaged("a value that is no UTF-8"),
        (Cell::Typed(typed), _) => Ok(match typed {
            Typed::Bool(yes) => yes.to_string(),
            Typed::Int(text) | Typed::Decimal(text) | Typed::Date(text) | Typed::Datetime(text) => {
                text.clone()
            }
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::LineEnding;

    fn written(texts: &[&str], format: Format) -> String {
        let mut out = Vec::new();
        let texts: Vec<_> = texts.iter().map(|text| (*text).to_owned()).collect();
        Honest.row(&mut out, &texts, format);
        String::from_utf8(out).unwrap().escape_debug().to_string().replace("\\\"", "\"")
    }

    #[test]
    fn what_means_something_to_a_reader_is_quoted() {
        let crlf = Format { delimiter: b';', ending: LineEnding::Crlf };
        assert_eq!(written(&["a", "b,c", "d;e"], crlf), r#"a;b,c;"d;e"\r\n"#);
        assert_eq!(
            written(&["say \"hi\"", "x\r\ny", " z"], Format::PLAIN),
            r#""say ""hi""","x\r\ny"," z"\n"#
        );
    }

    #[test]
    fn an_empty_cell_alone_is_no_blank_line() {
        assert_eq!(written(&[""], Format::PLAIN), r#"""\n"#);
        assert_eq!(written(&["", ""], Format::PLAIN), r",\n");
    }

    #[test]
    fn a_null_is_not_an_empty_text() {
        assert_eq!(text_of(&Cell::Null, Nulls::HashNa).unwrap(), "#N/A");
        assert_eq!(text_of(&Cell::text(""), Nulls::HashNa).unwrap(), "");
        assert_eq!(text_of(&Cell::missing(), Nulls::HashNa).unwrap(), "");
        assert!(text_of(&Cell::text("#N/A"), Nulls::HashNa).is_err());
    }
}
