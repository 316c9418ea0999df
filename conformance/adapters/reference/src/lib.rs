//! A bulk client in Rust for Salesforce Bulk API 2.0 and Marketo's bulk import and extract, meant to
//! be read as the right way to do it.
//!
//! Begin with [`salesforce::Steps`] and [`marketo::Steps`]: the flows, step by step. [`parts::Parts`]
//! holds everything that a client is made of; each part is a trait whose default methods are the
//! honest ones, so that a client that differs in one decision overrides one method. It knows the
//! adapter protocol, which carries its cases, and neither requirements nor the fake.

pub mod answers;
pub mod clock;
pub mod csv;
pub mod http;
pub mod marketo;
pub mod parts;
pub mod policy;
mod reference;
pub mod rows;
pub mod run;
pub mod salesforce;
pub mod session;

pub use parts::Parts;
pub use reference::Reference;
