//! What clients of Marketo's bulk import and extract do. One requirement a file; `leads` has the rows that
//! cases move, `wire` reads the journal.

mod leads;
mod mk_auth_001;
mod mk_auth_002;
mod mk_auth_003;
mod mk_auth_004;
mod mk_auth_005;
mod mk_auth_006;
mod mk_auth_007;
mod mk_export_001;
mod mk_export_002;
mod mk_export_003;
mod mk_export_004;
mod mk_export_005;
mod mk_export_006;
mod mk_export_007;
mod mk_export_008;
mod mk_export_009;
mod mk_export_010;
mod mk_export_011;
mod mk_export_012;
mod mk_export_013;
mod mk_export_014;
mod mk_export_015;
mod mk_export_016;
mod mk_export_017;
mod mk_export_018;
mod mk_http_001;
mod mk_import_001;
mod mk_import_002;
mod mk_import_003;
mod mk_import_004;
mod mk_import_005;
mod mk_import_006;
mod mk_import_007;
mod mk_import_008;
mod mk_import_009;
mod mk_import_010;
mod mk_import_011;
mod mk_import_012;
mod mk_import_013;
mod mk_import_014;
mod mk_rate_001;
mod mk_rate_002;
mod mk_rate_003;
mod mk_rate_004;
mod mk_rate_005;
mod wire;

use super::Requirement;

/// All of them, by topic.
pub(super) const ALL: &[&Requirement] = &[
    // Tokens, envelopes, paths
    &mk_auth_001::REQUIREMENT,
    &mk_auth_002::REQUIREMENT,
    &mk_auth_003::REQUIREMENT,
    &mk_auth_004::REQUIREMENT,
    &mk_auth_005::REQUIREMENT,
    &mk_auth_006::REQUIREMENT,
    &mk_auth_007::REQUIREMENT,
    &mk_http_001::REQUIREMENT,
    // Limits
    &mk_rate_001::REQUIREMENT,
    &mk_rate_002::REQUIREMENT,
    &mk_rate_003::REQUIREMENT,
    &mk_rate_004::REQUIREMENT,
    &mk_rate_005::REQUIREMENT,
    // Exports
    &mk_export_001::REQUIREMENT,
    &mk_export_002::REQUIREMENT,
    &mk_export_003::REQUIREMENT,
    &mk_export_004::REQUIREMENT,
    &mk_export_005::REQUIREMENT,
    &mk_export_006::REQUIREMENT,
    &mk_export_007::REQUIREMENT,
    &mk_export_008::REQUIREMENT,
    &mk_export_009::REQUIREMENT,
    &mk_export_010::REQUIREMENT,
    &mk_export_011::REQUIREMENT,
    &mk_export_012::REQUIREMENT,
    &mk_export_013::REQUIREMENT,
    &mk_export_014::REQUIREMENT,
    &mk_export_015::REQUIREMENT,
    &mk_export_016::REQUIREMENT,
    &mk_export_017::REQUIREMENT,
    &mk_export_018::REQUIREMENT,
    // Imports
    &mk_import_001::REQUIREMENT,
    &mk_import_002::REQUIREMENT,
    &mk_import_003::REQUIREMENT,
    &mk_import_004::REQUIREMENT,
    &mk_import_005::REQUIREMENT,
    &mk_import_006::REQUIREMENT,
    &mk_import_007::REQUIREMENT,
    &mk_import_008::REQUIREMENT,
    &mk_import_009::REQUIREMENT,
    &mk_import_010::REQUIREMENT,
    &mk_import_011::REQUIREMENT,
    &mk_import_012::REQUIREMENT,
    &mk_import_013::REQUIREMENT,
    &mk_import_014::REQUIREMENT,
];
