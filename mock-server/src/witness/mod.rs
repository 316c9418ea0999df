//! Witnesses: a scenario's raw calls over a real socket, and what is seen of them on the wire.
//!
//! `wire` is a client that reads bytes and judges the framing itself; `call` makes a request's bytes;
//! `judge` compares what was seen with what is expected; `run` starts a server for a scenario and goes
//! through its steps. Nothing here knows a provider's rules.

mod all;
mod call;
mod chunks;
mod judge;
mod run;
mod saved;
mod wire;

pub use all::run_all;
pub use run::{Miss, run};
