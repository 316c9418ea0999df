//! A stateful, in-memory stand-in for bulk data providers.
//!
//! Start reading at `core` (time, rows, tables: pure), go on with a provider's folder (its rules:
//! pure), then `org` (one isolated world) and `edge` (the only place that waits and speaks HTTP).

pub mod core;
pub mod providers;
