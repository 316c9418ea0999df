//! Marketo's bulk jobs: server against model, any calls at any times.

pub(crate) mod exports;
mod host;
pub(crate) mod imports;
