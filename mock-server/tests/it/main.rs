//! Every integration test of the server, in one binary: one link instead of many.

mod schema;
