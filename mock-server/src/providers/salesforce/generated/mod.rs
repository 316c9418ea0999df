//! Generated rows of an org: what the schema says of them, and where they go. The format of fixtures
//! and how a cell is computed are `core`'s business.

mod install;
mod model;

pub use crate::core::generate::fixture::{Fixture, TableFixture};

/// The fixtures inside the binary: name, path and text.
pub const BUILT_IN: [(&str, &str, &str); 1] = [(
    "contacts",
    "fixtures/salesforce/generated/contacts.toml",
    include_str!("../../../../../fixtures/salesforce/generated/contacts.toml"),
)];
