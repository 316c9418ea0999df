//! The acceptor: silent about right clients, and by name about the others.

mod fake;
mod marketo;
mod named;
mod right;
mod scribe;
