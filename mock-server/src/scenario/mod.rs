//! Settings files: how a server is to be, as TOML. A scenario file is the same format with faults.
//!
//! `model` is the format, unknown keys refused; `load` reads it and says where a mistake is;
//! `generated` finds the fixtures of generated rows that it names.

mod generated;
mod load;
mod model;

pub use generated::{GeneratedRows, find_generated};
pub use load::{LoadError, load, parse};
pub use model::{ClockSection, OrgSection, ServerSection, SettingsFile, SettingsSection};
