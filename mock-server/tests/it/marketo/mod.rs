//! Marketo, as clients meet it.

mod activities;
mod generated;
mod identity;
mod instance;
mod limits;
pub(crate) mod support;
