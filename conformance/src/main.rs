//! The `bulk-conformance` command.

fn main() {}
