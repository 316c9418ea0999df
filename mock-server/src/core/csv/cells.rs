//! Reads the cells of one complete record, by the same rules as the scanner that found its end.
//!
//! A cell borrows from its record and is decoded when looked at. Nothing here knows streams,
//! headers or what a value means.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};

use super::dialect::Delimiter;

/// One cell of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The cell as it stands in the file, quotes and white space included.
    pub raw: &'a [u8],
    /// It begins with a quote, white space before it aside.
    pub quoted: bool,
    /// What follows the opening quote, up to the closing one or, with `stray`, to the end.
    content: &'a [u8],
    /// Where in `content` a stray closing quote stands: from there on all is literal.
    stray: Option<usize>,
    /// Doubled quotes stand in `content` before `stray`.
    doubled: bool,
    closed: bool,
    /// A quote stands somewhere in the cell's record, so that one may stand in the cell.
    may_hold_quotes: bool,
}

impl<'a> Cell<'a> {
    #[inline]
    fn unquoted(raw: &'a [u8], may_hold_quotes: bool) -> Self {
        Self {
            raw,
            quoted: false,
            content: raw,
            stray: None,
            doubled: false,
            closed: false,
            may_hold_quotes,
        }
    }

    fn quoted(raw: &'a [u8], content: &'a [u8]) -> Self {
        Self { quoted: true, content, ..Self::unquoted(raw, true) }
    }

    /// The value: without the quotes around it, and with doubled quotes halved.
    ///
    /// It borrows unless there are doubled quotes. A quote that is not escaped stays as it is.
    pub fn decode(&self) -> Cow<'a, [u8]> {
        if !self.doubled {
            return Cow::Borrowed(self.content);
        }
        let (mut rest, literal) = self.content.split_at(self.stray.unwrap_or(self.content.len()));
        let mut value = Vec::with_capacity(self.content.len());
        while let Some(quote) = memchr(b'"', rest) {
            value.extend_from_slice(&rest[..=quote]);
            rest = rest.get(quote + 2..).unwrap_or_default();
        }
        value.extend_from_slice(rest);
        value.extend_from_slice(literal);
        Cow::Owned(value)
    }

    /// Whether the decoded value has no bytes.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// The value, if no quote can stand in it.
    #[inline]
    pub(super) fn without_quotes(&self) -> Option<&'a [u8]> {
        (!self.may_hold_quotes).then_some(self.raw)
    }

    /// Whether `raw` is already what a writer that quotes everything would write.
    pub(super) fn is_well_quoted(&self) -> bool {
        self.closed && self.stray.is_none() && self.raw.first() == Some(&b'"')
    }
}

/// The cells of a record, in order; made by [`cells`].
#[derive(Debug, Clone)]
pub struct Cells<'a> {
    /// `None` once the last cell was given out: an empty rest is still one empty cell.
    rest: Option<&'a [u8]>,
    delimiter: Delimiter,
    /// A quote stands somewhere in the record; without one a cell is all up to a delimiter.
    quotes: bool,
}

/// The cells of `row`, a record without its terminator; an empty record has one empty cell.
pub fn cells(row: &[u8], delimiter: Delimiter) -> Cells<'_> {
    Cells { rest: Some(row), delimiter, quotes: memchr(b'"', row).is_some() }
}

/// The number of cells of `row`, at least 1.
pub fn count(row: &[u8], delimiter: Delimiter) -> usize {
    let cells = cells(row, delimiter);
    if cells.quotes { cells.count() } else { memchr_iter(delimiter.byte(), row).count() + 1 }
}

/// Cell `n` of `row`, counted from 0.
pub fn nth(row: &[u8], delimiter: Delimiter, n: usize) -> Option<Cell<'_>> {
    cells(row, delimiter).nth(n)
}

impl<'a> Iterator for Cells<'a> {
    type Item = Cell<'a>;

    #[inline]
    fn next(&mut self) -> Option<Cell<'a>> {
        let rest = self.rest?;
        if self.quotes {
            let blanks = rest.iter().take_while(|&&it| self.delimiter.is_blank(it)).count();
            if rest.get(blanks) == Some(&b'"') {
                return Some(self.quoted(rest, blanks + 1));
            }
        }
        let end = memchr(self.delimiter.byte(), rest).unwrap_or(rest.len());
        Some(Cell::unquoted(self.split(rest, end), self.quotes))
    }
}

impl<'a> Cells<'a> {
    /// Cuts off the cell that ends at `end`, and the delimiter there if any.
    #[inline]
    fn split(&mut self, rest: &'a [u8], end: usize) -> &'a [u8] {
        self.rest = rest.get(end + 1..);
        &rest[..end]
    }

    /// Reads a quoted cell whose first byte of content is at `open`.
    fn quoted(&mut self, rest: &'a [u8], open: usize) -> Cell<'a> {
        let delimiter = self.delimiter.byte();
        let mut at = open;
        let mut doubled = false;
        while let Some(found) = memchr(b'"', &rest[at..]) {
            let quote = at + found;
            match rest.get(quote + 1) {
                Some(b'"') => {
                    doubled = true;
                    at = quote + 2;
                }
                next if next.is_none_or(|&it| it == delimiter) => {
                    let content = &rest[open..quote];
                    let raw = self.split(rest, quote + 1);
                    return Cell { doubled, closed: true, ..Cell::quoted(raw, content) };
                }
                _ => {
                    let literal = memchr(delimiter, &rest[quote..]);
                    let end = literal.map_or(rest.len(), |it| quote + it);
                    let (content, stray) = (&rest[open..end], Some(quote - open));
                    let raw = self.split(rest, end);
                    return Cell { doubled, stray, ..Cell::quoted(raw, content) };
                }
            }
        }
        let raw = self.split(rest, rest.len());
        Cell { doubled, ..Cell::quoted(raw, &rest[open..]) }
    }
}
