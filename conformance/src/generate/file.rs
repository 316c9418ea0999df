//! Input files: tables as bytes, whole or broken on purpose.

use crate::csv::{Style, write};
use crate::protocol::{Cell, Dialect, Table};
use crate::scenario::CsvFile;

/// A class of files.
#[derive(Clone, Copy, Debug)]
pub struct FileClass {
    /// Its name in the counts of coverage.
    pub name: &'static str,
    /// Whether every reader takes the same rows from it.
    pub whole: bool,
    /// What comes before the last row: the bytes, without a line end, and the cells that a reader could
    /// make of them at best.
    pub broken: Option<Damage>,
    /// How it is written otherwise.
    pub style: fn(Style) -> Style,
}

/// Makes a line for a file of so many columns: its bytes, and the cells that a reader could make of them.
type Damage = fn(usize, Style) -> (String, Vec<String>);

/// What most files are.
const WHOLE: FileClass =
    FileClass { name: "file: final line end", whole: true, broken: None, style: |style| style };

/// All classes. A line adds one.
#[rustfmt::skip]
pub const FILES: &[FileClass] = &[
    WHOLE,
    FileClass { name: "file: no final line end", style: |style| Style { final_newline: false, ..style }, ..WHOLE },
    FileClass { name: "file: blank line in the middle", broken: Some(|_, _| (String::new(), Vec::new())), ..WHOLE },
    FileClass { name: "file: mixed line ends", broken: Some(other_end), whole: false, ..WHOLE },
    FileClass { name: "file: row too short", broken: Some(|_, _| ("short".to_owned(), vec!["short".to_owned()])), whole: false, ..WHOLE },
    FileClass { name: "file: row too long", broken: Some(|width, style| extra(width + 1, style)), whole: false, ..WHOLE },
    FileClass { name: "file: quote never closed", broken: Some(never_closed), whole: false, ..WHOLE },
    FileClass { name: "file: text after a closing quote", broken: Some(text_after), whole: false, ..WHOLE },
];

/// The class of that name.
///
/// # Panics
/// There is none: a mistake in the kit.
pub fn file_class(name: &str) -> &'static FileClass {
    let found = FILES.iter().find(|class| class.name == name);
    found.unwrap_or_else(|| panic!("no class of files is called `{name}`"))
}

/// A file of a table. Nulls stand as `#N/A`, Salesforce's word for them; missing cells stay empty.
pub fn csv_file(mut table: Table, style: Style, class: &FileClass) -> CsvFile {
    let style = (class.style)(style);
    let dialect = Dialect::of(style.delimiter, style.crlf);
    let Some(broken) = class.broken else {
        return CsvFile { bytes: bytes(&table, style), dialect, table };
    };
    let (text, cells) = broken(table.header.len(), style);
    let last = table.rows.pop();
    let mut written = bytes(&table, Style { final_newline: true, ..style });
    written.extend_from_slice(text.as_bytes());
    written.extend_from_slice(if style.crlf { b"\r\n" } else { b"\n" });
    if !cells.is_empty() {
        table.rows.push(cells.into_iter().map(Cell::Text).collect());
    }
    if let Some(last) = last {
        let cells: Vec<&str> = last.iter().map(text_of).collect();
        written.extend_from_slice(&write([cells], Style { mark: false, ..style }));
        table.rows.push(last);
    }
    CsvFile { bytes: written, dialect, table }
}

fn text_of(cell: &Cell) -> &str {
    match cell {
        Cell::Text(text) => text,
        Cell::Null => "#N/A",
        _ => "",
    }
}

fn bytes(table: &Table, style: Style) -> Vec<u8> {
    let header: Vec<&str> = table.header.iter().map(String::as_str).collect();
    let rows = table.rows.iter().map(|row| row.iter().map(text_of).collect());
    write(std::iter::once(header).chain(rows), style)
}

/// A row of so many plain cells that are in no table.
fn extra(width: usize, style: Style) -> (String, Vec<String>) {
    let cells: Vec<String> = (0..width).map(|at| format!("extra{at}")).collect();
    (cells.join(&char::from(style.delimiter.byte()).to_string()), cells)
}

/// A row that ends otherwise than the others. Whether its last value has a CR then is open, so that only
/// its first is known; a table of one column has no such row.
fn other_end(width: usize, style: Style) -> (String, Vec<String>) {
    let (text, mut cells) = extra(width, style);
    cells.truncate(1);
    (format!("{text}{}", if style.crlf { "\n" } else { "\r\n" }), cells)
}

fn never_closed(width: usize, style: Style) -> (String, Vec<String>) {
    let (text, cells) = extra(width, style);
    (format!("\"{text}"), cells)
}

fn text_after(width: usize, style: Style) -> (String, Vec<String>) {
    let (text, mut cells) = extra(width, style);
    cells[0] = format!("quoted{}", cells[0]);
    (format!("\"quoted\"{text}"), cells)
}
