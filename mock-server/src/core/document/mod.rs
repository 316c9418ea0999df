//! Definition files: TOML read into a tree that knows the line of everything, so that every refusal
//! names file, line, key, and what to write instead.
//!
//! `tree` reads and lays files over each other, `section` reads a table by its keys, `error` is why
//! a file is refused. Which keys exist, and what they mean, is the business of whoever reads.

mod error;
mod section;
mod tree;

pub use error::{DefinitionError, Place};
pub(crate) use section::Section;
pub(crate) use tree::{Node, Table, Value, parse};
