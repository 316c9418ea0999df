//! Bugs of clients of Salesforce. One a file.

mod sf_auth_001;
mod sf_auth_002;
mod sf_auth_002_anew;
mod sf_auth_003;
mod sf_auth_004;
mod sf_auth_005;
mod sf_auth_006;
mod sf_auth_007;
mod sf_auth_008;
mod sf_auth_008_class;
mod sf_err_001;
mod sf_err_001_code;
mod sf_err_002;
mod sf_err_003;
mod sf_err_004;
mod sf_err_004_spin;
mod sf_ingest_001;
mod sf_ingest_002;
mod sf_ingest_003;
mod sf_ingest_004;
mod sf_ingest_005;
mod sf_ingest_006;
mod sf_ingest_006_early;
mod sf_ingest_007;
mod sf_ingest_008;
mod sf_ingest_008_quiet;
mod sf_ingest_009;
mod sf_ingest_010;
mod sf_ingest_010_mute;
mod sf_ingest_011;
mod sf_ingest_012;
mod sf_ingest_013;
mod sf_ingest_014;
mod sf_ingest_015;
mod sf_ingest_016;
mod sf_ingest_016_cancel;
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
mod sf_query_001_first;
mod sf_query_002;
mod sf_query_003;
mod sf_query_003_slash;
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

use super::Mutant;

/// All of them, by topic.
pub(super) const ALL: &[&Mutant] = &[
    // Logging in
    &sf_auth_001::MUTANT,
    &sf_auth_002::MUTANT,
    &sf_auth_002_anew::MUTANT,
    &sf_auth_003::MUTANT,
    &sf_auth_004::MUTANT,
    &sf_auth_005::MUTANT,
    &sf_auth_006::MUTANT,
    &sf_auth_007::MUTANT,
    &sf_auth_008::MUTANT,
    &sf_auth_008_class::MUTANT,
    // Errors
    &sf_err_001::MUTANT,
    &sf_err_001_code::MUTANT,
    &sf_err_002::MUTANT,
    &sf_err_003::MUTANT,
    &sf_err_004::MUTANT,
    &sf_err_004_spin::MUTANT,
    // Loading rows
    &sf_ingest_001::MUTANT,
    &sf_ingest_002::MUTANT,
    &sf_ingest_003::MUTANT,
    &sf_ingest_004::MUTANT,
    &sf_ingest_005::MUTANT,
    &sf_ingest_006::MUTANT,
    &sf_ingest_006_early::MUTANT,
    &sf_ingest_007::MUTANT,
    &sf_ingest_008::MUTANT,
    &sf_ingest_008_quiet::MUTANT,
    &sf_ingest_009::MUTANT,
    &sf_ingest_010::MUTANT,
    &sf_ingest_010_mute::MUTANT,
    &sf_ingest_011::MUTANT,
    &sf_ingest_012::MUTANT,
    &sf_ingest_013::MUTANT,
    &sf_ingest_014::MUTANT,
    &sf_ingest_015::MUTANT,
    &sf_ingest_016::MUTANT,
    &sf_ingest_016_cancel::MUTANT,
    &sf_ingest_017::MUTANT,
    &sf_ingest_018::MUTANT,
    &sf_ingest_019::MUTANT,
    &sf_ingest_020::MUTANT,
    &sf_ingest_021::MUTANT,
    &sf_ingest_022::MUTANT,
    &sf_ingest_023::MUTANT,
    &sf_ingest_024::MUTANT,
    &sf_ingest_025::MUTANT,
    &sf_ingest_026::MUTANT,
    &sf_ingest_027::MUTANT,
    &sf_ingest_028::MUTANT,
    &sf_ingest_029::MUTANT,
    &sf_ingest_030::MUTANT,
    // Reading rows
    &sf_query_001::MUTANT,
    &sf_query_001_first::MUTANT,
    &sf_query_002::MUTANT,
    &sf_query_003::MUTANT,
    &sf_query_003_slash::MUTANT,
    &sf_query_004::MUTANT,
    &sf_query_005::MUTANT,
    &sf_query_006::MUTANT,
    &sf_query_007::MUTANT,
    &sf_query_008::MUTANT,
    &sf_query_009::MUTANT,
    &sf_query_010::MUTANT,
    &sf_query_011::MUTANT,
    &sf_query_012::MUTANT,
    &sf_query_013::MUTANT,
    &sf_query_014::MUTANT,
    &sf_query_015::MUTANT,
    &sf_query_016::MUTANT,
    &sf_query_017::MUTANT,
    &sf_query_018::MUTANT,
    &sf_query_019::MUTANT,
    // Polling
    &sf_poll_001::MUTANT,
    &sf_poll_002::MUTANT,
    &sf_poll_003::MUTANT,
    &sf_poll_004::MUTANT,
    &sf_poll_005::MUTANT,
    &sf_poll_006::MUTANT,
    &sf_poll_007::MUTANT,
    &sf_poll_008::MUTANT,
    // Limits
    &sf_limit_001::MUTANT,
    &sf_limit_002::MUTANT,
];
