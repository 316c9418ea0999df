//! All tests of the judge that need more than one of its modules.

mod marketo;
mod model;
mod runner;
mod soql;
