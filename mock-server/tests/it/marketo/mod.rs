//! Marketo, as clients meet it.

mod identity;
mod imports;
mod instance;
mod limits;
mod members;
mod multipart;
mod objects;
mod reports;
pub(crate) mod support;
