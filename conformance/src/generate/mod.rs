//! Cases that are drawn: tables, files, dialects and what goes wrong, from strategies of proptest.
//!
//! Knows scenarios and tables. Values are kept, the trees that would shrink them are dropped.

mod draw;

pub use draw::Draw;
