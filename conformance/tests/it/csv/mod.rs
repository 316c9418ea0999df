//! The strict reader against a naive one, against the crate `csv`, and against files that are wrong.

mod flaws;
mod naive;
mod round_trips;
