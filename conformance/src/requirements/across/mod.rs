//! What clients do whatever the provider. One requirement a file.

mod x_adp_001;
mod x_http_001;
mod x_http_002;
mod x_iso_001;
mod x_log_001;
mod x_mem_001;

use super::Requirement;

/// All of them, by topic.
pub(super) const ALL: &[&Requirement] = &[
    &x_iso_001::REQUIREMENT,
    &x_log_001::REQUIREMENT,
    &x_http_001::REQUIREMENT,
    &x_http_002::REQUIREMENT,
    &x_mem_001::REQUIREMENT,
    &x_adp_001::REQUIREMENT,
];
