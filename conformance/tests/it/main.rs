//! All tests of the judge that need more than one of its modules.

mod model;
mod soql;
