//! Marketo, as clients meet it.

mod identity;
mod instance;
mod limits;
pub(crate) mod support;
