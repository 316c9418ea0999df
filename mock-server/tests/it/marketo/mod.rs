//! Marketo, as clients meet it.

mod identity;
mod imports;
mod limits;
mod members;
mod multipart;
mod objects;
mod reports;
pub(crate) mod support;
