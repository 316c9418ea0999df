//! Pure mechanisms shared by the providers: no provider, no HTTP, no real time is known here.

pub mod csv;
pub mod rows;
