//! The `bulk-mock` binary: hands the command line to `cli` and nothing else.

fn main() {}
