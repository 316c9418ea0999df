//! The reference client as an adapter.

fn main() {}
