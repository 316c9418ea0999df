//! Where real time enters. Everything else takes spans of it, or asks here.

use std::time::Instant;

/// Now.
#[allow(clippy::disallowed_methods, reason = "the one place of this client that reads the clock")]
pub fn now() -> Instant {
    Instant::now()
}
