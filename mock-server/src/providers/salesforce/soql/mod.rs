//! SOQL: a text is read into a [`Query`] against the schema, and a query is run over an org's records.
//!
//! Knows no HTTP, no job and no clock: the time of a query is an argument of its reading, and what a
//! reading gives is plain data. `read` is where a text comes in; `lexer` and `parse` make it a tree
//! (`ast`), `bulk` refuses what bulk queries do not take, `bind` looks its names up.

mod ast;
mod bind;
mod bulk;
mod dates;
mod error;
mod lexer;
mod like;
mod literal;
mod parse;
mod query;
mod read;

pub use query::*;
pub use read::{Door, Reading, read};
