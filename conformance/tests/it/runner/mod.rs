//! The runner against scripted clients in this process: each behaves in one way, and the run says so.

mod clients;
mod exits;
mod honest;
mod play;
