//! Whether a file is written as it is said to be, and how it is written if nothing is said.

use super::{Delimiter, End, File, Wrong, read};
use crate::protocol::Dialect;

/// In what a file differs from the dialect that was declared for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The cells are parted by something else.
    Delimiter {
        /// What it looks like.
        looks_like: Delimiter,
    },
    /// A record ends otherwise.
    LineEnd {
        /// Which record, counted from 0: that is the header.
        record: usize,
        /// How it ends.
        end: End,
    },
}

/// How a file looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// What parts its cells.
    pub delimiter: Delimiter,
    /// How its records end; the first one counts.
    pub end: End,
}

/// How a file with a header of these names is written. `None` if no delimiter gives these names: then
/// nothing can be said.
pub fn guess(bytes: &[u8], names: &[&str]) -> Option<Guess> {
    let fits = |file: &File| {
        file.header().is_some_and(|header| {
            let told: Vec<_> = header.texts();
            told.len() == names.len()
                && told.iter().all(|name| {
                    let name = name.trim_start_matches('\u{FEFF}');
                    names.iter().any(|known| known.eq_ignore_ascii_case(name))
                })
        })
    };
    Delimiter::ALL.into_iter().find_map(|delimiter| {
        let file = read(bytes, delimiter.byte());
        let end = file.header()?.end;
        fits(&file).then_some(Guess { delimiter, end })
    })
}

/// In what a file differs from what was declared for it. A header of one column says nothing about the
/// delimiter, and a file without a line end nothing about line ends.
pub fn misfits(bytes: &[u8], declared: &Dialect, names: &[&str]) -> Vec<Misfit> {
    let mut misfits = Vec::new();
    let delimiter = declared.delimiter();
    let mut file = read(bytes, delimiter.byte());
    let seen = guess(bytes, names).filter(|_| names.len() > 1);
    if let Some(guess) = seen.filter(|guess| guess.delimiter != delimiter) {
        misfits.push(Misfit::Delimiter { looks_like: guess.delimiter });
        file = read(bytes, guess.delimiter.byte());
    }
    let wanted = if declared.is_crlf() { End::CrLf } else { End::Lf };
    let other = |end: End| end != wanted && end != End::File;
    if let Some(at) = file.records.iter().position(|record| other(record.end)) {
        misfits.push(Misfit::LineEnd { record: at, end: file.records[at].end });
    }
    misfits
}

impl File {
    /// The first flaw that makes its cells doubtful: quotes that do not pair, bytes that are no text.
    pub fn broken(&self) -> Option<&super::Flaw> {
        self.flaws.iter().find(|flaw| {
            matches!(
                flaw.wrong,
                Wrong::StrayQuote | Wrong::TextAfterQuote | Wrong::Unterminated | Wrong::NotUtf8
            )
        })
    }
}
