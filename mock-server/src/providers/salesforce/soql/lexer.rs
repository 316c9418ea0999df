//! The words of a query: names, literals and signs, each with its place in the text.
//!
//! Knows no grammar. What is no word of the language is a word all the same, of kind
//! [`Kind::Unknown`]: whether it is an error depends on whether anybody gets as far as to read it.

use super::literal;

/// A word and its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// Its first byte.
    pub(super) at: usize,
    /// The byte after its last one.
    pub(super) end: usize,
}

/// What a word is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A name or a keyword.
    Word,
    /// A text in quotes.
    Text,
    /// A text in quotes with an escape that there is not, and where that is.
    BadText(usize),
    /// A text without an end.
    OpenText,
    /// A number, a date, or whatever else begins like one.
    Number,
    /// A sign of one or two characters.
    Sign(&'static str),
    /// A character that the language does not use.
    Unknown,
    /// The end of the query.
    End,
}

/// Longer signs before their beginnings.
const SIGNS: [&str; 12] = ["!=", "<>", "<=", ">=", "=", "<", ">", "(", ")", ",", ".", ":"];

/// All words of a query; the last one is its end.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (kind, end) = word(text, at, first);
        found.push(Token { kind, at, end });
        at = end;
    }
    found.push(Token { kind: Kind::End, at, end: at });
    found
}

/// The word that begins there, and where it ends.
fn word(text: &str, at: usize, first: char) -> (Kind, usize) {
    let rest = &text[at..];
    if first == '\'' {
        return quoted(text, at);
    }
    if begins_number(rest) {
        return (
            Kind::Number,
            at + span(rest, |c| c.is_ascii_alphanumeric() || "+-.:".contains(c)),
        );
    }
    if first.is_ascii_alphabetic() || first == '_' {
        return (Kind::Word, at + span(rest, |c| c.is_ascii_alphanumeric() || c == '_'));
    }
    match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        Some(sign) => (Kind::Sign(sign), at + sign.len()),
        None => (Kind::Unknown, at + first.len_utf8()),
    }
}

/// A digit, or a digit behind a sign and a point.
fn begins_number(rest: &str) -> bool {
    let unsigned = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    unsigned.strip_prefix('.').unwrap_or(unsigned).starts_with(|c: char| c.is_ascii_digit())
}

fn span(rest: &str, belongs: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !belongs(c)).unwrap_or(rest.len())
}

/// A text in quotes, from its first quote.
fn quoted(text: &str, at: usize) -> (Kind, usize) {
    let bytes = text.as_bytes();
    let mut bad = None;
    let mut place = at + 1;
    while let Some(byte) = bytes.get(place) {
        match byte {
            b'\'' => return (bad.map_or(Kind::Text, Kind::BadText), place + 1),
            b'\\' => {
                let length = literal::escape(&text[place..]).map(|(_, length)| length);
                bad = bad.or(length.is_none().then_some(place));
                place += length.unwrap_or(1);
            }
            _ => place += 1,
        }
    }
    (Kind::OpenText, text.len())
}
