//! A bulk client in Rust, meant to be read as the right way to do it.
