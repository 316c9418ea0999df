//! Marketo, as clients meet it.

mod assets;
mod campaigns;
mod identity;
mod instance;
mod limits;
mod stats;
pub(crate) mod support;
