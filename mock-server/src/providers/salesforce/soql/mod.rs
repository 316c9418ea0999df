//! SOQL: a text is read into a [`Query`] against the schema, and a query is run over an org's records.
//!
//! Knows no HTTP, no job and no clock: the time of a query is an argument of its reading, and what a
//! reading gives is plain data. `read` is where a text comes in; `lexer` and `parse` make it a tree
//! (`ast`), `bulk` refuses what bulk queries do not take, `bind` looks its names up. `run` takes a
//! query through a snapshot of the records: `candidates` names those worth a look, `eval` lets them
//! through, `order` and `group` collect them, `result` reads them again, `show` writes them;
//! `columns` says what a query would show.

mod ast;
mod bind;
mod bulk;
mod candidates;
mod children;
mod columns;
mod dates;
mod error;
mod eval;
mod group;
mod lexer;
mod like;
mod literal;
mod natural;
mod order;
mod parse;
mod parts;
mod query;
mod read;
mod result;
mod row;
mod run;
mod show;
mod window;

pub use children::{ByParent, children_of};
pub use columns::columns_json;
pub use group::{GroupCell, GroupRow};
pub use query::*;
pub use read::{Door, Reading, read};
pub use result::{Cursor, Enough, ResultSet};
pub use run::{CHECKPOINT_ROWS as PART_ROWS, Progress, Run, Scope, TooManyToSort, sorts_too_many};
pub use show::{CsvColumn, group_json, record_json};
