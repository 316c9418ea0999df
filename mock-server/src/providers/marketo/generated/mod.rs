//! Generated rows of an instance: what is known of leads, custom objects and activities, and where
//! they go. The format of fixtures and how a cell is computed are `core`'s business.
//!
//! Memberships are not among them: they are found by program and lead together, and no template leads
//! back from such a key.

mod install;
mod model;

pub use crate::core::generate::fixture::{Fixture, TableFixture};

/// The name by which a fixture says that it is for Marketo.
pub const PROVIDER: &str = "marketo";

/// The fixtures inside the binary: name, path and text.
pub const BUILT_IN: [(&str, &str, &str); 1] = [(
    "leads",
    "fixtures/marketo/generated/leads.toml",
    include_str!("../../../../../fixtures/marketo/generated/leads.toml"),
)];
