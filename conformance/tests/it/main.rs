//! All tests of the judge that need more than one of its modules.

mod adapter;
mod marketo;
mod model;
mod soql;
