//! Bugs of clients of Marketo. One a file.

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

use super::Mutant;

/// All of them, by topic.
pub(super) const ALL: &[&Mutant] = &[
    // Tokens, envelopes, paths
    &mk_auth_001::MUTANT,
    &mk_auth_002::MUTANT,
    &mk_auth_003::MUTANT,
    &mk_auth_004::MUTANT,
    &mk_auth_005::MUTANT,
    &mk_auth_006::MUTANT,
    &mk_auth_007::MUTANT,
    &mk_http_001::MUTANT,
    // Limits
    &mk_rate_001::MUTANT,
    &mk_rate_002::MUTANT,
    &mk_rate_003::MUTANT,
    &mk_rate_004::MUTANT,
    &mk_rate_005::MUTANT,
    // Exports
    &mk_export_001::MUTANT,
    &mk_export_002::MUTANT,
    &mk_export_003::MUTANT,
    &mk_export_004::MUTANT,
    &mk_export_005::MUTANT,
    &mk_export_006::MUTANT,
    &mk_export_007::MUTANT,
    &mk_export_008::MUTANT,
    &mk_export_009::MUTANT,
    &mk_export_010::MUTANT,
    &mk_export_011::MUTANT,
    &mk_export_012::MUTANT,
    &mk_export_013::MUTANT,
    &mk_export_014::MUTANT,
    &mk_export_015::MUTANT,
    &mk_export_016::MUTANT,
    &mk_export_017::MUTANT,
    &mk_export_018::MUTANT,
    // Imports
    &mk_import_001::MUTANT,
    &mk_import_002::MUTANT,
    &mk_import_003::MUTANT,
    &mk_import_004::MUTANT,
    &mk_import_005::MUTANT,
    &mk_import_006::MUTANT,
    &mk_import_007::MUTANT,
    &mk_import_008::MUTANT,
    &mk_import_009::MUTANT,
    &mk_import_010::MUTANT,
    &mk_import_011::MUTANT,
    &mk_import_012::MUTANT,
    &mk_import_013::MUTANT,
    &mk_import_014::MUTANT,
];
