//! Bugs of clients of Salesforce. One a file.

use super::Mutant;

/// All of them, by topic.
pub(super) const ALL: &[&Mutant] = &[];
