//! Marketo, as clients meet it.

mod extract_files;
mod extract_filters;
mod extract_machine;
mod extracting;
mod extracts;
mod identity;
mod limits;
mod ranges;
pub(crate) mod support;
