//! The instance that ships with the program.

use std::sync::{Arc, OnceLock};

use super::Instance;

/// What every fresh instance has.
pub(super) fn instance() -> Arc<Instance> {
    static STANDARD: OnceLock<Arc<Instance>> = OnceLock::new();
    Arc::clone(STANDARD.get_or_init(Arc::default))
}
