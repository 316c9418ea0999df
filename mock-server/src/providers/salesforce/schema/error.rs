//! Why a definition file is refused: where, what, and what to write instead.

use std::fmt;

/// A place in a definition file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Name of the file, as the caller gave it.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
}

/// A definition that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionError {
    /// File and line.
    pub place: Place,
    /// Key path in the file: `fields.Color__c.type`; empty for the file as a whole.
    pub key: String,
    /// What is wrong, in a lowercase fragment.
    pub problem: String,
    /// What to write instead.
    pub remedy: String,
}

impl fmt::Display for DefinitionError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: ", self.place.file, self.place.line)?;
        if !self.key.is_empty() {
            write!(out, "{}: ", self.key)?;
        }
        write!(out, "{}; {}", self.problem, self.remedy)
    }
}

impl std::error::Error for DefinitionError {}
