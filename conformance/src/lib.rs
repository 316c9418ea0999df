//! The judge: checks any client of a bulk data provider, in any language, against the fake.
//!
//! It shares nothing with the fake but the wire: its models and its CSV reader are its own.

pub mod adapter;
pub mod model;
pub mod protocol;
