//! Reading files of any size, in pieces of any size. Bytes first: a character may be cut by a
//! buffer's end, a value never is.

use std::io::Read;

use base64::Engine;
use bulk_conformance::protocol::{Cell, Class, Failure};

/// One value of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// Its bytes, without quotes.
    pub bytes: Vec<u8>,
    /// Whether it stood in quotes.
    pub quoted: bool,
}

impl Field {
    /// As a cell: a text, or bytes if it is no UTF-8.
    pub fn to_cell(&self) -> Cell {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => Cell::text(text),
            Err(_) => {
                let b64 = base64::engine::general_purpose::STANDARD.encode(&self.bytes);
                Cell::Bytes { b64 }
            }
        }
    }

    /// As a text, for the name of a column.
    pub fn to_text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// The values of a record.
pub type Record = Vec<Field>;

/// Reads files. A method that is not overridden is the honest one.
pub trait CsvReader: Send + Sync {
    /// Reads a file and gives its records away, the header first.
    ///
    /// # Errors
    /// A file that is none, of class `data`; whatever `each` says.
    fn read(
        &self,
        from: &mut dyn Read,
        delimiter: u8,
        each: &mut dyn FnMut(Record) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        read(from, delimiter, each)
    }
}

/// The honest one.
pub struct Honest;

impl CsvReader for Honest {}

/// As [`CsvReader::read`].
///
/// How lines end is learned from the header: in a file of line feeds a carriage return is a part of
/// a value. Blank lines are skipped, unless a record has one column only: there they would be empty
/// values, and nobody could say which. A byte order mark is no part of the first name.
///
/// # Errors
/// Those of [`CsvReader::read`].
pub fn read(
    from: &mut dyn Read,
    delimiter: u8,
    each: &mut dyn FnMut(Record) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut machine = Machine::new(delimiter, each);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let got = match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(got) => got,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Failure::new(Class::Data, error.to_string())),
        };
        for &byte in &buffer[..got] {
            machine.take(byte)?;
        }
    }
    machine.finish()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// At the beginning of a cell.
    Start,
    /// In a cell without quotes.
    Plain,
    /// In quotes.
    Quoted,
    /// After a quote within quotes: the end, or the first half of a doubled one.
    Quote,
    /// After a closing quote and a carriage return: only the end of the line may follow.
    QuoteCr,
}

struct Machine<'a> {
    delimiter: u8,
    each: &'a mut dyn FnMut(Record) -> Result<(), Failure>,
    at: At,
    field: Field,
    record: Record,
    records: u64,
    /// Whether lines end with CR and LF; known after the header.
    crlf: Option<bool>,
    /// The width of the header.
    width: usize,
    /// Blank lines that nothing has followed yet, in a file of one column.
    blanks: u64,
}

impl<'a> Machine<'a> {
    fn new(delimiter: u8, each: &'a mut dyn FnMut(Record) -> Result<(), Failure>) -> Self {
        let (field, record) = (Field::default(), Record::new());
        let (at, crlf) = (At::Start, None);
        Self { delimiter, each, at, field, record, records: 0, crlf, width: 0, blanks: 0 }
    }

    fn take(&mut self, byte: u8) -> Result<(), Failure> {
        match (self.at, byte) {
            (At::Quoted, b'"') => self.at = At::Quote,
            (At::Quoted, _) => self.field.bytes.push(byte),
            (At::Quote, b'"') => {
                self.field.bytes.push(b'"');
                self.at = At::Quoted;
            }
            (At::Start, b'"') => self.open_quotes(),
            (At::Plain, b'"') if self.is_mark_only() => {
                self.field.bytes.clear();
                self.open_quotes();
            }
            (_, b'\n') => self.end_line()?,
            (At::Quote, b'\r') => self.at = At::QuoteCr,
            (At::QuoteCr, _) => return Err(self.wrong("something follows a closing quote")),
            (_, byte) if byte == self.delimiter => self.end_field(),
            (At::Quote, _) => return Err(self.wrong("something follows a closing quote")),
            (At::Start | At::Plain, _) => {
                self.field.bytes.push(byte);
                self.at = At::Plain;
            }
        }
        Ok(())
    }

    fn open_quotes(&mut self) {
        self.field.quoted = true;
        self.at = At::Quoted;
    }

    /// Whether all that was read is a byte order mark.
    fn is_mark_only(&self) -> bool {
        self.records == 0 && self.record.is_empty() && self.field.bytes == MARK
    }

    fn end_field(&mut self) {
        if self.records == 0
            && self.record.is_empty()
            && !self.field.quoted
            && let Some(rest) = self.field.bytes.strip_prefix(MARK)
        {
            self.field.bytes = rest.to_vec();
        }
        self.record.push(std::mem::take(&mut self.field));
        self.at = At::Start;
    }

    fn end_line(&mut self) -> Result<(), Failure> {
        let plain_cr = self.at == At::Plain && self.field.bytes.last() == Some(&b'\r');
        let crlf = *self.crlf.get_or_insert(plain_cr || self.at == At::QuoteCr);
        if plain_cr && crlf {
            self.field.bytes.pop();
        }
        self.end_record()
    }

    fn end_record(&mut self) -> Result<(), Failure> {
        let blank = self.record.is_empty() && self.field.bytes.is_empty() && !self.field.quoted;
        if blank {
            self.at = At::Start;
            self.blanks += u64::from(self.width == 1);
            return Ok(());
        }
        if self.blanks > 0 {
            return Err(self.wrong("a blank line stands before it, in a file of one column"));
        }
        self.end_field();
        let record = std::mem::take(&mut self.record);
        if self.records == 0 {
            self.width = record.len();
        }
        self.records += 1;
        (self.each)(record)
    }

    fn finish(&mut self) -> Result<(), Failure> {
        if self.at == At::Quoted {
            return Err(self.wrong("the file ends within quotes"));
        }
        self.end_record()
    }

    /// An error that names the row; the header is row 0.
    fn wrong(&self, what: &str) -> Failure {
        Failure::new(Class::Data, format!("row {}: {what}", self.records))
    }
}

/// The byte order mark of UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells as a reader sees them, bare ones bare and quoted ones in quotes.
    fn rows(text: &str) -> String {
        let mut out = String::new();
        let mut each = |record: Record| {
            let cells = record.iter().map(|field| match field.quoted {
                true => format!("{:?}", field.to_text()),
                false => field.to_text().escape_debug().to_string(),
            });
            out += &format!("{}\n", cells.collect::<Vec<_>>().join(" | "));
            Ok(())
        };
        match read(&mut text.as_bytes(), b',', &mut each) {
            Ok(()) => out,
            Err(error) => format!("{out}! {}\n", error.message),
        }
    }

    #[test]
    fn newlines_and_delimiters_in_quotes_are_values() {
        assert_eq!(
            rows("a,b\n\"1,\n2\",\"say \"\"hi\"\"\"\n"),
            "a | b\n\"1,\\n2\" | \"say \\\"hi\\\"\"\n"
        );
    }

    #[test]
    fn lines_end_as_the_header_does() {
        assert_eq!(rows("a,b\r\n1,2\r\n"), "a | b\n1 | 2\n");
        assert_eq!(rows("a,b\n1,2\r\n"), "a | b\n1 | 2\\r\n");
        assert_eq!(rows("\"a\"\r\n\"x\r\"\r\n"), "\"a\"\n\"x\\r\"\n");
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_name() {
        assert_eq!(rows("\u{feff}a,b\n"), "a | b\n");
        assert_eq!(rows("\u{feff}\"a\",b\n"), "\"a\" | b\n");
    }

    #[test]
    fn blank_lines_are_no_rows_but_empty_quotes_are() {
        assert_eq!(rows("a,b\n\n1,2\n\n"), "a | b\n1 | 2\n");
        assert_eq!(rows("a\n\"\"\n\n"), "a\n\"\"\n");
        assert_eq!(
            rows("a\n\n1\n"),
            "a\n! row 1: a blank line stands before it, in a file of one column\n"
        );
    }

    #[test]
    fn a_file_without_a_last_newline_loses_nothing() {
        assert_eq!(rows("a,b\n1,2"), "a | b\n1 | 2\n");
        assert_eq!(rows("a\n\"open"), "a\n! row 1: the file ends within quotes\n");
        assert_eq!(rows(""), "");
    }
}
