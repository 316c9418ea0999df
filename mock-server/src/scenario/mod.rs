//! Settings files: how a server is to be, as TOML. A scenario file is the same format with faults.
//!
//! `model` is the format, unknown keys refused; `load` reads it and says where a mistake is.

mod load;
mod model;

pub use load::{LoadError, load, parse};
pub use model::{ClockSection, OrgSection, ServerSection, SettingsFile, SettingsSection};
