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
mod sf_ingest_011;
mod sf_ingest_012;
mod sf_ingest_013;
mod sf_ingest_014;
mod sf_ingest_015;
mod sf_ingest_016;
mod sf_ingest_017;
mod sf_ingest_018;
mod sf_ingest_019;
mod sf_ingest_020;
mod sf_ingest_021;
mod sf_ingest_022;
mod sf_ingest_023;
mod sf_ingest_024;
mod sf_ingest_025;
mod sf_ingest_026;
mod sf_ingest_027;
mod sf_ingest_028;
mod sf_ingest_029;
mod sf_ingest_030;
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
    &sf_ingest_011::REQUIREMENT,
    &sf_ingest_012::REQUIREMENT,
    &sf_ingest_013::REQUIREMENT,
    &sf_ingest_014::REQUIREMENT,
    &sf_ingest_015::REQUIREMENT,
    &sf_ingest_016::REQUIREMENT,
    &sf_ingest_017::REQUIREMENT,
    &sf_ingest_018::REQUIREMENT,
    &sf_ingest_019::REQUIREMENT,
    &sf_ingest_020::REQUIREMENT,
    &sf_ingest_021::REQUIREMENT,
    &sf_ingest_022::REQUIREMENT,
    &sf_ingest_023::REQUIREMENT,
    &sf_ingest_024::REQUIREMENT,
    &sf_ingest_025::REQUIREMENT,
    &sf_ingest_026::REQUIREMENT,
    &sf_ingest_027::REQUIREMENT,
    &sf_ingest_028::REQUIREMENT,
    &sf_ingest_029::REQUIREMENT,
    &sf_ingest_030::REQUIREMENT,
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
