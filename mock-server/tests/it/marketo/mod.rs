//! Marketo, as clients meet it.

mod identity;
mod limits;
pub(crate) mod support;
