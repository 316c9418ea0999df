//! Scenario files: one situation that a client may meet, as TOML.
//!
//! `model` is the format, unknown keys refused; `step` and `expect` are the language of witnesses;
//! `read` reads a file and says where a mistake is; `lines` knows where a key stands; `schema` tells
//! editors what can be written.

mod case;
mod expect;
mod lines;
mod model;
mod read;
mod schema;
mod step;

pub use case::{CASES, Case};
pub use expect::{Ending, Expect, HeaderWish};
pub use lines::Lines;
pub use model::{Data, Generate, Provider, Scenario};
pub use read::{NoScenario, ScenarioFile, read_scenario};
pub use schema::{schema, schema_text};
pub use step::{Action, Advance, Body, Part, Send, Step};
