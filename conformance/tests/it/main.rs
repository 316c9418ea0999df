//! All tests of the judge that need more than one of its modules.

mod acceptor;
mod adapter;
#[cfg(feature = "lies")]
mod lies;
mod marketo;
mod model;
mod runner;
mod soql;
