//! All tests of the judge that need more than one of its modules.

mod acceptor;
mod adapter;
mod baseline;
mod cli;
mod csv;
mod generate;
mod judge;
#[cfg(feature = "lies")]
mod lies;
mod marketo;
mod model;
mod report;
mod runner;
mod soql;
mod tidy;
