//! Marketo's bulk jobs: server against model, any calls at any times.

mod exports;
mod host;
mod imports;
