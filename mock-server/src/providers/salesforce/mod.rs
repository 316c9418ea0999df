//! Salesforce Bulk API 2.0: what its object definitions are, and how they are described.
//! Pure rules: no socket, no clock, no other provider.

pub mod describe;
pub mod schema;
