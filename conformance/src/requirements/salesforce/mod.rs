//! What clients of Salesforce Bulk API 2.0 do. One requirement a file.

mod sf_ingest_003;
mod sf_limit_001;
mod sf_limit_002;
mod sf_poll_001;
mod sf_poll_002;
mod sf_poll_003;
mod sf_poll_004;
mod sf_poll_005;
mod sf_poll_006;
mod sf_poll_007;
mod sf_poll_008;
mod sf_query_001;
mod sf_query_002;
mod sf_query_003;
mod sf_query_004;
mod sf_query_005;
mod sf_query_006;
mod sf_query_007;
mod sf_query_008;
mod sf_query_009;
mod sf_query_010;
mod sf_query_011;
mod sf_query_012;
mod sf_query_013;
mod sf_query_014;
mod sf_query_015;
mod sf_query_016;
mod sf_query_017;
mod sf_query_018;
mod sf_query_019;

use super::Requirement;

/// All of them, by topic.
pub(super) const ALL: &[&Requirement] = &[
    // Loading rows
    &sf_ingest_003::REQUIREMENT,
    // Reading rows
    &sf_query_001::REQUIREMENT,
    &sf_query_002::REQUIREMENT,
    &sf_query_003::REQUIREMENT,
    &sf_query_004::REQUIREMENT,
    &sf_query_005::REQUIREMENT,
    &sf_query_006::REQUIREMENT,
    &sf_query_007::REQUIREMENT,
    &sf_query_008::REQUIREMENT,
    &sf_query_009::REQUIREMENT,
    &sf_query_010::REQUIREMENT,
    &sf_query_011::REQUIREMENT,
    &sf_query_012::REQUIREMENT,
    &sf_query_013::REQUIREMENT,
    &sf_query_014::REQUIREMENT,
    &sf_query_015::REQUIREMENT,
    &sf_query_016::REQUIREMENT,
    &sf_query_017::REQUIREMENT,
    &sf_query_018::REQUIREMENT,
    &sf_query_019::REQUIREMENT,
    // Polling
    &sf_poll_001::REQUIREMENT,
    &sf_poll_002::REQUIREMENT,
    &sf_poll_003::REQUIREMENT,
    &sf_poll_004::REQUIREMENT,
    &sf_poll_005::REQUIREMENT,
    &sf_poll_006::REQUIREMENT,
    &sf_poll_007::REQUIREMENT,
    &sf_poll_008::REQUIREMENT,
    // Limits
    &sf_limit_001::REQUIREMENT,
    &sf_limit_002::REQUIREMENT,
];
