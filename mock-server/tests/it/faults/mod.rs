//! Faults, each through a real socket: what is drawn, and what a client then meets.

mod answers;
mod raw;
mod wire;
