//! What clients of both providers do with CSV. One requirement a file.
//!
//! They are asked of Salesforce uploads; imports into Marketo are asked the same by `MK-IMPORT`.

mod csv_w_001;
mod csv_w_002;
mod csv_w_003;
mod csv_w_004;
mod csv_w_005;
mod csv_w_006;
mod csv_w_007;
mod csv_w_008;
mod csv_w_009;
mod csv_w_010;
mod csv_w_011;
mod csv_w_012;
mod csv_w_013;
mod csv_w_014;
mod csv_w_015;
mod csv_w_016;
mod csv_w_017;
mod csv_w_018;
mod csv_w_019;
mod sent;

use super::Requirement;

/// All of them, by topic.
pub(super) const ALL: &[&Requirement] = &[
    // The form of the file
    &csv_w_001::REQUIREMENT,
    &csv_w_002::REQUIREMENT,
    &csv_w_003::REQUIREMENT,
    &csv_w_004::REQUIREMENT,
    // Values
    &csv_w_005::REQUIREMENT,
    &csv_w_006::REQUIREMENT,
    &csv_w_007::REQUIREMENT,
    &csv_w_008::REQUIREMENT,
    &csv_w_009::REQUIREMENT,
    &csv_w_010::REQUIREMENT,
    &csv_w_011::REQUIREMENT,
    &csv_w_012::REQUIREMENT,
    &csv_w_013::REQUIREMENT,
    // Odd input
    &csv_w_014::REQUIREMENT,
    &csv_w_015::REQUIREMENT,
    &csv_w_016::REQUIREMENT,
    &csv_w_017::REQUIREMENT,
    &csv_w_018::REQUIREMENT,
    &csv_w_019::REQUIREMENT,
];
