//! What can be known of a scenario without running it, beyond what keeps it from being applied.
