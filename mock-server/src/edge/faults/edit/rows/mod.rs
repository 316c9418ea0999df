//! Changes of the rows of a CSV answer, made while it goes out: no more of it is held than a record,
//! or the rows that are mixed with each other.

mod ahead;
mod columns;
mod lines;
mod some;
mod split;
#[cfg(test)]
mod tests;

use bytes::Bytes;

use crate::core::csv::Delimiter;
use crate::edge::reply::{Pieces, Reply, ReplyBody};
use crate::faults::answer::RowEdit;
use split::Splitter;

/// One record of the file.
#[derive(Clone, Copy)]
struct Line<'a> {
    /// Its bytes.
    record: &'a [u8],
    /// What ends it; empty at the end of a file that ends without.
    end: &'a [u8],
    /// What ends the lines of the file as far as they were seen.
    usual_end: &'static [u8],
    /// What stands between its cells.
    delimiter: Delimiter,
}

impl Line<'_> {
    fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.record);
        out.extend_from_slice(self.end);
    }

    /// Writes it so that another one may follow.
    fn write_ended(self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.record);
        out.extend_from_slice(if self.end.is_empty() { self.usual_end } else { self.end });
    }
}

/// One change of a file, record by record.
trait Change: Send {
    /// The header line.
    fn header(&mut self, line: Line<'_>, out: &mut Vec<u8>) {
        line.write(out);
    }

    /// A row and its place, counted from 1.
    fn row(&mut self, place: u64, line: Line<'_>, out: &mut Vec<u8>);

    /// The end of the file.
    fn finish(&mut self, _: &mut Vec<u8>) {}
}

fn change_of(edit: &RowEdit) -> Box<dyn Change> {
    match edit {
        RowEdit::Shuffled { seed, block } => Box::new(lines::Shuffled::new(*seed, *block)),
        RowEdit::Duplicated(pick) => Box::new(some::Duplicated(pick.clone())),
        RowEdit::Missing(pick) => Box::new(some::Missing(pick.clone())),
        RowEdit::Permuted { seed, first } => Box::new(columns::Permuted::new(*seed, first.clone())),
        RowEdit::Added { name, value, place } => {
            Box::new(columns::Added::new(name.clone(), value.clone(), *place))
        }
        RowEdit::Inserted { text, column, rows } => {
            Box::new(some::Inserted::new(text.clone(), column.clone(), rows.clone()))
        }
        RowEdit::LineEndings(to) => Box::new(lines::Ended(*to)),
        RowEdit::ByteOrderMark => Box::new(ahead::ByteOrderMark::default()),
    }
}

/// A file that is changed on its way.
struct Changed {
    split: Splitter,
    change: Box<dyn Change>,
    records: u64,
}

impl Changed {
    fn new(edit: &RowEdit) -> Self {
        Self { split: Splitter::default(), change: change_of(edit), records: 0 }
    }

    fn push(&mut self, piece: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(piece.len() + 64);
        let Self { split, change, records } = self;
        split.push(piece, |line| pass(change.as_mut(), records, line, &mut out));
        out
    }

    fn finish(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        let Self { split, change, records } = self;
        split.finish(|line| pass(change.as_mut(), records, line, &mut out));
        change.finish(&mut out);
        out
    }
}

fn pass(change: &mut dyn Change, records: &mut u64, line: Line<'_>, out: &mut Vec<u8>) {
    match *records {
        0 => change.header(line, out),
        place => change.row(place, line, out),
    }
    *records += 1;
}

/// The changes of a file, one behind the other.
struct Chain(Vec<Changed>);

impl Chain {
    fn new(edits: &[&RowEdit]) -> Self {
        Self(edits.iter().map(|edit| Changed::new(edit)).collect())
    }

    fn push(&mut self, piece: Vec<u8>) -> Vec<u8> {
        self.0.iter_mut().fold(piece, |piece, changed| changed.push(&piece))
    }

    fn finish(&mut self) -> Vec<u8> {
        self.0.iter_mut().fold(Vec::new(), |rest, changed| {
            let mut out = changed.push(&rest);
            out.extend(changed.finish());
            out
        })
    }
}

/// The answer with its rows changed, if it has rows.
pub(super) fn edited(mut reply: Reply, edits: &[&RowEdit]) -> Reply {
    if let Err(why) = has_rows(&reply) {
        return reply.noted(why);
    }
    let mut chain = Chain::new(edits);
    let body = match reply.take_body() {
        ReplyBody::Whole(whole) => {
            let mut out = chain.push(whole.to_vec());
            out.extend(chain.finish());
            ReplyBody::Whole(Bytes::from(out))
        }
        long => ReplyBody::Pieces(on_the_way(long.in_order(), chain)),
    };
    reply.set_body(body);
    reply
}

fn on_the_way(mut pieces: Pieces, chain: Chain) -> Pieces {
    let mut chain = Some(chain);
    Box::new(move || match pieces() {
        Some(piece) => chain.as_mut().map(|chain| chain.push(piece)),
        None => chain.take().map(|mut chain| chain.finish()),
    })
}

/// Whether an answer is a file from its first row on.
fn has_rows(reply: &Reply) -> Result<(), &'static str> {
    let kind = reply.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let other = ["json", "html", "xml", "text/plain"].iter().any(|word| kind.contains(word));
    match reply.status.as_u16() {
        206 => Err("a fault is about rows; a part of a file is left as it is"),
        200 if !other => Ok(()),
        _ => Err("a fault is about rows, and the answer has none"),
    }
}
