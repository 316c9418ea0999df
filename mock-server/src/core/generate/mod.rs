//! Rows that are never stored: each cell is a function of the seed, the column and the row number.
//!
//! `generator` is a whole table, `column` one of its columns, `append` writes cells, `find` is the way
//! back from a value to rows; `words`, `numbers` and `edge` are what values are made of, `permutation`
//! how row numbers are put out of order so that they can be put back, `row_ids` how references name rows;
//! `fixture` reads all of it from a file. Plain data: no provider, no HTTP,
//! no state.

mod append;
mod column;
mod edge;
mod find;
pub mod fixture;
mod generator;
mod numbers;
mod permutation;
mod row_ids;
mod words;

pub use column::{Column, Fold, Part, Share, Values};
pub use edge::{AWKWARD, Edges, awkward};
pub use generator::{Generator, ROWS_MAX, Shape};
pub use numbers::digits8;
pub use permutation::Permutation;
pub use row_ids::RowIds;
pub use words::Words;
