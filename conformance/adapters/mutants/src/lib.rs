//! The reference client with one bug at a time: the kit on trial.
//!
//! One small file a bug, named by the requirement that it violates. The reference client knows nothing
//! of this: a mutant replaces one of the parts that it is made of.

mod across;
mod csv;
mod made;
mod marketo;
mod salesforce;

pub mod page;
pub mod trial;

use bulk_conformance::adapter::Client;

/// A client with one bug.
pub struct Mutant {
    /// The requirement that it violates.
    pub requirement: &'static str,
    /// What it does wrong, in a sentence: also its name where a requirement has several.
    pub bug: &'static str,
    /// Makes it.
    pub client: fn() -> Box<dyn Client>,
}

/// All mutants, in the order of the catalogue.
pub fn all() -> impl Iterator<Item = &'static Mutant> {
    [salesforce::ALL, csv::ALL, marketo::ALL, across::ALL].into_iter().flatten().copied()
}
