//! Dialects, ways of writing a file, and the world in which line ends inside of values are taken or not.

use proptest::prelude::*;

use super::Draw;
use crate::csv::{Delimiter, Quoting, Style};
use crate::protocol::Dialect;

/// Both answers to the question whether a line end inside a value must match the job's `lineEnding`
/// (salesforce-bulk2.md 3.9, 3.12 and 10.2), with their names in the counts of coverage.
pub const WORLDS: [(&str, &str); 2] = [
    ("accept", "world: quoted line ends taken"),
    ("must_match", "world: quoted line ends must match"),
];

/// A Salesforce dialect: in half of the cases commas and line feeds, which every client can.
pub fn dialect(draw: &mut Draw) -> (Dialect, &'static str) {
    let plain = draw.pick(any::<bool>());
    let delimiter = if plain { Delimiter::Comma } else { draw.pick(delimiters()) };
    let crlf = !plain && draw.pick(any::<bool>());
    (Dialect::of(delimiter, crlf), name(delimiter, crlf))
}

/// A way of writing a file in a dialect.
pub fn style(draw: &mut Draw, dialect: &Dialect) -> Style {
    let quoting = prop::sample::select(vec![Quoting::Minimal, Quoting::Filled, Quoting::All]);
    Style {
        delimiter: dialect.delimiter(),
        crlf: dialect.is_crlf(),
        quoting: draw.pick(quoting),
        final_newline: true,
        mark: false,
    }
}

/// One of the two worlds.
pub fn quoted_newlines(draw: &mut Draw) -> (&'static str, &'static str) {
    draw.pick(prop::sample::select(WORLDS.to_vec()))
}

fn delimiters() -> impl Strategy<Value = Delimiter> {
    prop::sample::select(Delimiter::ALL.to_vec())
}

/// Its name in the counts of coverage.
fn name(delimiter: Delimiter, crlf: bool) -> &'static str {
    match (delimiter, crlf) {
        (Delimiter::Comma, false) => "dialect: COMMA LF",
        (Delimiter::Comma, true) => "dialect: COMMA CRLF",
        (Delimiter::Semicolon, false) => "dialect: SEMICOLON LF",
        (Delimiter::Semicolon, true) => "dialect: SEMICOLON CRLF",
        (Delimiter::Tab, false) => "dialect: TAB LF",
        (Delimiter::Tab, true) => "dialect: TAB CRLF",
        (Delimiter::Pipe, false) => "dialect: PIPE LF",
        (Delimiter::Pipe, true) => "dialect: PIPE CRLF",
        (Delimiter::Caret, false) => "dialect: CARET LF",
        (Delimiter::Caret, true) => "dialect: CARET CRLF",
        (Delimiter::Backquote, false) => "dialect: BACKQUOTE LF",
        (Delimiter::Backquote, true) => "dialect: BACKQUOTE CRLF",
    }
}
