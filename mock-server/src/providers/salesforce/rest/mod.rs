//! Single records and composites: the calls beside bulk jobs that write and read records.
//!
//! Rows are checked and written by `rows`, as those of an ingest job are; here is how a JSON body
//! becomes rows (`body`, `position`, `write`), how a path names a record (`find`), and what each
//! call says. Knows no HTTP but the status of an answer.

mod body;
mod call;
mod find;
mod position;
pub mod sobject;
mod write;

pub use call::{Answer, RestCall};
