//! Why a definition file is refused: where, what, and what to write instead.

use std::fmt;
use std::sync::Arc;

/// A place in a definition file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Name of the file, as the caller gave it.
    pub file: Arc<str>,
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

impl DefinitionError {
    pub(crate) fn new(
        place: &Place,
        key: impl Into<String>,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> DefinitionError {
        DefinitionError {
            place: place.clone(),
            key: key.into(),
            problem: problem.into(),
            remedy: remedy.into(),
        }
    }
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
