//! How a server is to be, as TOML: settings files, and scenario files with what goes wrong.
//!
//! `model` is the format of settings files, unknown keys refused; `load` reads it and says where a
//! mistake is; `generated` finds the fixtures of generated rows that it names. `file` is the format of
//! scenario files, `built_in` those inside the binary, `check` and `lint` say what is wrong with one,
//! `apply` puts one in force and takes it back.

mod apply;
mod built_in;
mod check;
pub mod file;
mod generated;
pub mod lint;
mod load;
mod model;

pub use apply::{Applied, ClockChange, apply, can_apply, take_back};
pub use built_in::{BuiltIn, built_in, find};
pub use check::Finding;
pub use generated::{GeneratedRows, find_generated};
pub use load::{LoadError, load, parse};
pub use model::{ClockSection, OrgSection, ServerSection, SettingsFile, SettingsSection};
