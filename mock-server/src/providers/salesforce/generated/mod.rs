//! Generated rows as a fixture describes them: read against the schema, then made for one org.
//!
//! `fixture` reads a file, `column` and `template` one column of it, `check` asks what the schema
//! wants of it, `install` puts the tables into an org. How a cell is computed is `core`'s business;
//! texts come from the caller, so no file system is known here.

mod check;
mod column;
mod fixture;
mod install;
mod template;

pub use fixture::{Fixture, TableFixture};

/// The fixtures inside the binary: name, path and text.
pub const BUILT_IN: [(&str, &str, &str); 1] = [(
    "contacts",
    "fixtures/salesforce/generated/contacts.toml",
    include_str!("../../../../../fixtures/salesforce/generated/contacts.toml"),
)];
