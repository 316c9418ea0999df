//! Faults: what is drawn, and what a client then meets.

mod determinism;
mod salesforce;
mod wire;
