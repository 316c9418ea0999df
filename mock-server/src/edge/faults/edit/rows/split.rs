//! A file that comes in pieces, cut into its records.

use super::Line;
use crate::core::csv::{Delimiter, RowEnd, Scanner};

/// Cuts a file into records; holds no more than the one that is open.
#[derive(Default)]
pub(super) struct Splitter {
    /// Known once the first cell was read.
    scanner: Option<(Scanner, Delimiter)>,
    /// The bytes of the open record.
    open: Vec<u8>,
    /// Bytes of the file before those.
    before: u64,
    usual_end: Option<&'static [u8]>,
}

impl Splitter {
    /// Takes in a piece and gives out the records that end in it.
    pub(super) fn push(&mut self, piece: &[u8], give: impl FnMut(Line<'_>)) {
        let new = self.open.len();
        self.open.extend_from_slice(piece);
        let mut ends = Vec::new();
        match &mut self.scanner {
            Some((scanner, _)) => scanner.feed(&self.open[new..], |end| ends.push(end)),
            None => {
                let Some(delimiter) = delimiter_of(&self.open) else { return };
                let mut scanner = Scanner::new(delimiter);
                scanner.feed(&self.open, |end| ends.push(end));
                self.scanner = Some((scanner, delimiter));
            }
        }
        self.give(&ends, give);
    }

    /// Gives out the last record, if nothing ends it.
    pub(super) fn finish(&mut self, give: impl FnMut(Line<'_>)) {
        let mut ends = Vec::new();
        let (scanner, _) = self.scanner.get_or_insert_with(|| {
            // A file of one cell and no line end: whatever would stand between cells does not.
            let mut scanner = Scanner::new(Delimiter::default());
            scanner.feed(&self.open, |_| {});
            (scanner, Delimiter::default())
        });
        scanner.finish(|end| ends.push(end));
        self.give(&ends, give);
    }

    fn give(&mut self, ends: &[RowEnd], mut give: impl FnMut(Line<'_>)) {
        let delimiter = self.scanner.as_ref().map_or_else(Delimiter::default, |(_, known)| *known);
        let mut from = 0;
        for row in ends {
            let end = row.terminator.map_or(&b""[..], |terminator| terminator.bytes());
            if !end.is_empty() {
                self.usual_end.get_or_insert(end);
            }
            let to = usize::try_from(row.end - self.before).unwrap_or(usize::MAX);
            let record = &self.open[from..to - end.len()];
            let usual_end = self.usual_end.unwrap_or(b"\n");
            give(Line { record, end, usual_end, delimiter });
            from = to;
        }
        self.open.drain(..from);
        self.before += from as u64;
    }
}

/// What stands between the cells of a file: the byte behind its first cell, once that is there. The
/// names of columns hold none of these bytes without quotes.
fn delimiter_of(start: &[u8]) -> Option<Delimiter> {
    let known = |byte: u8| Delimiter::ALL.into_iter().find(|delimiter| delimiter.byte() == byte);
    let mut quoted = false;
    for &byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => return Some(Delimiter::default()),
            _ if quoted => {}
            _ => {
                if let Some(delimiter) = known(byte) {
                    return Some(delimiter);
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_what_stands_behind_the_first_cell() {
        let found = |start: &str| delimiter_of(start.as_bytes());
        assert_eq!(found("Id;Name,x\n"), Some(Delimiter::Semicolon));
        assert_eq!(found("\"a,\"\"b\"\tc"), Some(Delimiter::Tab));
        assert_eq!(found("Id\n1,2"), Some(Delimiter::Comma));
        assert_eq!(found("\"a\n"), None);
        assert_eq!(found("Id"), None);
    }
}
