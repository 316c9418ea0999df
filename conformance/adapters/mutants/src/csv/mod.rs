//! Bugs in writing CSV. One a file.

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

use super::Mutant;

/// All of them, by topic.
pub(super) const ALL: &[&Mutant] = &[
    &csv_w_001::MUTANT,
    &csv_w_002::MUTANT,
    &csv_w_003::MUTANT,
    &csv_w_004::MUTANT,
    &csv_w_005::MUTANT,
    &csv_w_006::MUTANT,
    &csv_w_007::MUTANT,
    &csv_w_008::MUTANT,
    &csv_w_009::MUTANT,
    &csv_w_010::MUTANT,
    &csv_w_011::MUTANT,
    &csv_w_012::MUTANT,
    &csv_w_013::MUTANT,
    &csv_w_014::MUTANT,
    &csv_w_015::MUTANT,
    &csv_w_016::MUTANT,
    &csv_w_017::MUTANT,
    &csv_w_018::MUTANT,
    &csv_w_019::MUTANT,
];
