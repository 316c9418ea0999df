//! What clients do whatever the provider. One requirement a file.

use super::Requirement;

/// All of them, by topic.
pub(super) const ALL: &[&Requirement] = &[];
