//! SOQL: generated queries over generated rows, server against evaluator, one format against the
//! other, and pages against the whole.

pub(crate) mod agreement;
mod census;
mod generated;
pub(crate) mod host;
mod load;
mod pages;
mod people;
mod queries;
mod read;
mod words;
