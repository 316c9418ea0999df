//! A header of an answer that is removed, changed or added.

/// A change of one header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HeaderChange {
    /// It is not there.
    Remove(String),
    /// It says something else.
    Set(String, String),
    /// It is there once more.
    Add(String, String),
}
