//! Single records and composites: the calls beside bulk jobs that write and read records.
//!
//! Rows are checked and written by `rows`, as those of an ingest job are; here is how a JSON body
//! becomes rows (`body`, `position`, `write`), how a path names a record (`find`), and what each
//! call says. Knows no HTTP but the status of an answer.

pub mod batch;
mod body;
mod call;
pub mod collection;
pub mod composite;
mod find;
mod position;
pub mod read;
mod reference;
pub mod replication;
pub mod retrieve;
pub mod sobject;
mod sub_request;
pub mod tree;
mod write;

pub use call::{Answer, RestCall};
pub use sub_request::{Dispatch, SubRequest};
