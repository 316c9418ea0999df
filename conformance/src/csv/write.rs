//! The writer of input files: every dialect and way of quoting, and always what RFC 4180 allows.

use super::Delimiter;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Style {
    /// What stands between cells.
    pub delimiter: Delimiter,
    /// Whether lines end in CR LF.
    pub crlf: bool,
    /// Which cells are quoted.
    pub quoting: Quoting,
    /// Whether the last record has a line end.
    pub final_newline: bool,
    /// Whether the file begins with a byte order mark.
    pub mark: bool,
}

/// Which cells are quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quoting {
    /// Those that need it.
    Minimal,
    /// Those that are not empty, and those that need it.
    Filled,
    /// All.
    All,
}

impl Style {
    /// Commas, line feeds, quotes where they are needed, a line end at the end.
    pub const PLAIN: Self = Self {
        delimiter: Delimiter::Comma,
        crlf: false,
        quoting: Quoting::Minimal,
        final_newline: true,
        mark: false,
    };
}

/// Writes records; the first one is the header.
pub fn write<R, C>(records: impl IntoIterator<Item = R>, style: Style) -> Vec<u8>
where
    R: AsRef<[C]>,
    C: AsRef<[u8]>,
{
    let line_end: &[u8] = if style.crlf { b"\r\n" } else { b"\n" };
    let mut bytes = if style.mark { b"\xEF\xBB\xBF".to_vec() } else { Vec::new() };
    for record in records {
        for (at, cell) in record.as_ref().iter().enumerate() {
            if at > 0 {
                bytes.push(style.delimiter.byte());
            }
            // The empty value of a single column would be a blank line without its quotes.
            let alone = record.as_ref().len() == 1;
            write_cell(&mut bytes, cell.as_ref(), style, alone);
        }
        bytes.extend_from_slice(line_end);
    }
    if !style.final_newline && bytes.ends_with(line_end) {
        bytes.truncate(bytes.len() - line_end.len());
    }
    bytes
}

fn write_cell(bytes: &mut Vec<u8>, value: &[u8], style: Style, alone: bool) {
    let special =
        |byte: &u8| matches!(byte, b'"' | b'\r' | b'\n') || *byte == style.delimiter.byte();
    let quoted = match style.quoting {
        Quoting::All => true,
        Quoting::Filled => !value.is_empty() || alone,
        Quoting::Minimal => value.iter().any(special) || (alone && value.is_empty()),
    };
    if !quoted {
        return bytes.extend_from_slice(value);
    }
    bytes.push(b'"');
    for &byte in value {
        if byte == b'"' {
            bytes.push(b'"');
        }
        bytes.push(byte);
    }
    bytes.push(b'"');
}
