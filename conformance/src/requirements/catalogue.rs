//! All requirements, in the order in which reports show them.

use super::{Requirement, across, csv, marketo, salesforce};

/// All requirements: Salesforce, CSV, Marketo, and what concerns both.
pub fn all() -> impl Iterator<Item = &'static Requirement> {
    [salesforce::ALL, csv::ALL, marketo::ALL, across::ALL].into_iter().flatten().copied()
}

/// The requirement of that id.
pub fn find(id: &str) -> Option<&'static Requirement> {
    all().find(|requirement| requirement.id == id)
}
