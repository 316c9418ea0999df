//! All tests of the judge that need more than one of its modules.

mod adapter;
mod csv;
mod generate;
mod judge;
#[cfg(feature = "lies")]
mod lies;
mod marketo;
mod model;
mod runner;
mod soql;
