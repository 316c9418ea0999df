//! The columns of a file: in another order, and one more.

use super::{Change, Line};
use crate::core::csv::{self, Specials};
use crate::core::random::Stream;

/// Columns in another order.
pub(super) struct Permuted {
    seed: u64,
    first: Vec<String>,
    /// Places in the file, in the order in which they are written; known from the header on.
    order: Vec<usize>,
}

impl Permuted {
    pub(super) fn new(seed: u64, first: Vec<String>) -> Self {
        Self { seed, first, order: Vec::new() }
    }

    fn order_of(&self, names: &[Vec<u8>]) -> Vec<usize> {
        if self.first.is_empty() {
            let mut order: Vec<usize> = (0..names.len()).collect();
            Stream::keyed(self.seed, &["columns", &names.len().to_string()]).shuffle(&mut order);
            if order.is_sorted() && order.len() > 1 {
                order.rotate_left(1);
            }
            return order;
        }
        let named = self.first.iter().filter_map(|name| {
            names.iter().position(|known| known.eq_ignore_ascii_case(name.as_bytes()))
        });
        let mut order = Vec::with_capacity(names.len());
        for place in named.chain(0..names.len()) {
            if !order.contains(&place) {
                order.push(place);
            }
        }
        order
    }

    /// A row that is too short is filled up; what is too long in it stays behind the others.
    fn line(&self, line: Line<'_>, out: &mut Vec<u8>) {
        let cells: Vec<&[u8]> =
            csv::cells(line.record, line.delimiter).map(|cell| cell.raw).collect();
        let beyond = self.order.len()..cells.len();
        for (written, place) in self.order.iter().copied().chain(beyond).enumerate() {
            if written > 0 {
                out.push(line.delimiter.byte());
            }
            out.extend_from_slice(cells.get(place).copied().unwrap_or_default());
        }
        out.extend_from_slice(line.end);
    }
}

impl Change for Permuted {
    fn header(&mut self, line: Line<'_>, out: &mut Vec<u8>) {
        let names = csv::cells(line.record, line.delimiter);
        let names: Vec<Vec<u8>> = names.map(|cell| cell.decode().into_owned()).collect();
        self.order = self.order_of(&names);
        self.line(line, out);
    }

    fn row(&mut self, _: u64, line: Line<'_>, out: &mut Vec<u8>) {
        self.line(line, out);
    }
}

/// One column more.
pub(super) struct Added {
    name: String,
    value: String,
    /// How many columns stand before it; all if absent.
    before: Option<usize>,
}

impl Added {
    pub(super) fn new(name: String, value: String, place: Option<u32>) -> Self {
        let before = |place: u32| usize::try_from(place.saturating_sub(1)).unwrap_or(usize::MAX);
        Self { name, value, before: place.map(before) }
    }

    /// Writes a line with a cell more, quoted where the first cell of the line is.
    fn line(&self, line: Line<'_>, text: &str, out: &mut Vec<u8>) {
        let delimiter = line.delimiter;
        let quotes = line.record.first() == Some(&b'"');
        let cell = |out: &mut Vec<u8>| match quotes {
            true => csv::quoted(out, text.as_bytes()),
            false => Specials::of(delimiter.byte()).append(out, text.as_bytes()),
        };
        let mut written = false;
        for (place, known) in csv::cells(line.record, delimiter).enumerate() {
            if place > 0 {
                out.push(delimiter.byte());
            }
            if self.before == Some(place) {
                cell(out);
                out.push(delimiter.byte());
                written = true;
            }
            out.extend_from_slice(known.raw);
        }
        if !written {
            out.push(delimiter.byte());
            cell(out);
        }
        out.extend_from_slice(line.end);
    }
}

impl Change for Added {
    fn header(&mut self, line: Line<'_>, out: &mut Vec<u8>) {
        self.line(line, &self.name, out);
    }

    fn row(&mut self, _: u64, line: Line<'_>, out: &mut Vec<u8>) {
        self.line(line, &self.value, out);
    }
}
