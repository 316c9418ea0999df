//! Marketo, as clients meet it.

mod error_table;
mod identity;
mod instance;
mod limits;
mod requests;
pub(crate) mod support;
