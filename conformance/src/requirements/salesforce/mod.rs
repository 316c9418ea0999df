//! What clients of Salesforce Bulk API 2.0 do. One requirement a file.

mod load;
mod sf_auth_001;
mod sf_auth_002;
mod sf_auth_003;
mod sf_auth_004;
mod sf_auth_005;
mod sf_auth_006;
mod sf_auth_007;
mod sf_auth_008;
mod sf_err_001;
mod sf_err_002;
mod sf_err_003;
mod sf_err_004;
mod sf_ingest_001;
mod sf_ingest_002;
mod sf_ingest_003;
mod sf_ingest_004;
mod sf_ingest_005;
mod sf_ingest_006;
mod sf_ingest_007;
mod sf_ingest_008;
mod sf_ingest_009;
mod sf_ingest_010;
mod sf_ingest_013;
mod sf_ingest_014;
mod sf_ingest_015;
mod sf_ingest_016;
mod sf_ingest_020;
mod sf_ingest_021;
mod sf_ingest_022;
mod sf_ingest_023;
mod sf_ingest_024;
mod sf_ingest_025;
mod sf_ingest_026;
mod sf_ingest_027;
mod sf_ingest_028;
mod sf_ingest_030;
mod sf_poll_003;
mod sf_query_001;

use super::Requirement;

/// All of them, by topic.
pub(super) const ALL: &[&Requirement] = &[
    // Logging in
    &sf_auth_001::REQUIREMENT,
    &sf_auth_002::REQUIREMENT,
    &sf_auth_003::REQUIREMENT,
    &sf_auth_004::REQUIREMENT,
    &sf_auth_005::REQUIREMENT,
    &sf_auth_006::REQUIREMENT,
    &sf_auth_007::REQUIREMENT,
    &sf_auth_008::REQUIREMENT,
    // Errors
    &sf_err_001::REQUIREMENT,
    &sf_err_002::REQUIREMENT,
    &sf_err_003::REQUIREMENT,
    &sf_err_004::REQUIREMENT,
    // Loading rows
    &sf_ingest_001::REQUIREMENT,
    &sf_ingest_002::REQUIREMENT,
    &sf_ingest_003::REQUIREMENT,
    &sf_ingest_004::REQUIREMENT,
    &sf_ingest_005::REQUIREMENT,
    &sf_ingest_006::REQUIREMENT,
    &sf_ingest_007::REQUIREMENT,
    &sf_ingest_008::REQUIREMENT,
    &sf_ingest_009::REQUIREMENT,
    &sf_ingest_010::REQUIREMENT,
    &sf_ingest_013::REQUIREMENT,
    &sf_ingest_014::REQUIREMENT,
    &sf_ingest_015::REQUIREMENT,
    &sf_ingest_016::REQUIREMENT,
    &sf_ingest_020::REQUIREMENT,
    &sf_ingest_021::REQUIREMENT,
    &sf_ingest_022::REQUIREMENT,
    &sf_ingest_023::REQUIREMENT,
    &sf_ingest_024::REQUIREMENT,
    &sf_ingest_025::REQUIREMENT,
    &sf_ingest_026::REQUIREMENT,
    &sf_ingest_027::REQUIREMENT,
    &sf_ingest_028::REQUIREMENT,
    &sf_ingest_030::REQUIREMENT,
    // Reading rows
    &sf_query_001::REQUIREMENT,
    // Polling
    &sf_poll_003::REQUIREMENT,
];
