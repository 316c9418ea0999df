//! One thing that an answer says, and what it says instead: known only when the answer is there.

use std::collections::BTreeMap;

use crate::faults::rule::Share;

/// Where an answer says it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum At {
    /// In a header; what is said there is a text.
    Header(&'static str),
    /// In its JSON, at a pointer.
    Pointer(String),
}

/// What it says instead. An answer that does not say it at all is left as it is.
#[derive(Clone, PartialEq, Debug)]
pub enum Reword {
    /// Nothing: it is not there.
    Remove,
    /// This, unless it says that word already.
    Unless(&'static str, String),
    /// Other words for some words.
    Words(BTreeMap<String, String>),
    /// A number that differs by so much; never less than 0.
    OffBy(i64),
    /// A part of the number.
    Share(Share),
    /// A text of the same length and alphabet whose last digit is another one.
    OtherDigit,
    /// Base64 text filled up with `=`, unless it is that word.
    Padded(&'static str),
    /// What stands behind base64 text, unless it is that word.
    Decoded(&'static str),
}
