//! Faults: what is drawn, and what a client then meets.

mod answers;
mod determinism;
mod marketo;
mod raw;
mod readme;
mod salesforce;
mod wire;
