//! What clients of Marketo's bulk import and extract do. One requirement a file.

use super::Requirement;

/// All of them, by topic.
pub(super) const ALL: &[&Requirement] = &[];
