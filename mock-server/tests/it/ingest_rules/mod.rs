//! What an ingest job does with the rows of its file, seen from outside.

pub(crate) mod errors;
mod files;
mod keys;
mod records;
mod results;
