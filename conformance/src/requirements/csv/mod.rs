//! What clients of both providers do with CSV. One requirement a file.

use super::Requirement;

/// All of them, by topic.
pub(super) const ALL: &[&Requirement] = &[];
