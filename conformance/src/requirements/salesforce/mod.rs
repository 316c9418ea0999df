//! What clients of Salesforce Bulk API 2.0 do. One requirement a file.

mod sf_ingest_003;
mod sf_poll_003;
mod sf_query_001;

use super::Requirement;

/// All of them, by topic.
pub(super) const ALL: &[&Requirement] = &[
    // Loading rows
    &sf_ingest_003::REQUIREMENT,
    // Reading rows
    &sf_query_001::REQUIREMENT,
    // Polling
    &sf_poll_003::REQUIREMENT,
];
