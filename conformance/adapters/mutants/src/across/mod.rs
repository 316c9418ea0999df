//! Bugs whatever the provider. One a file.

mod x_adp_001;
mod x_http_001;
mod x_http_002;
mod x_iso_001;
mod x_log_001;
mod x_mem_001;

use super::Mutant;

/// All of them, by topic.
pub(super) const ALL: &[&Mutant] = &[
    &x_adp_001::MUTANT,
    &x_http_001::MUTANT,
    &x_http_002::MUTANT,
    &x_iso_001::MUTANT,
    &x_log_001::MUTANT,
    &x_mem_001::MUTANT,
];
