//! Marketo: identity, bulk import, bulk extract, and the REST neighbours that real clients call.
//!
//! `instance` is what exists (fields, lists, programs), `world` the state of one instance and its
//! time line, `leads`, `objects` and `programs` hold the rules of records, `activities` what happened
//! to leads, `import` and `export` the bulk jobs, `rest` the neighbours; `envelope` and `errors` are
//! the provider's words. Only `routes` knows HTTP.

pub mod activities;
pub mod auth;
pub mod declared;
pub mod envelope;
pub mod errors;
pub mod explain;
pub mod export;
pub mod faults;
pub mod generated;
pub mod id;
pub mod import;
pub mod instance;
pub mod leads;
pub mod lists;
pub mod objects;
pub mod operation;
pub mod page_token;
pub mod programs;
pub mod records;
pub mod request;
pub mod rest;
pub mod routes;
pub mod rows;
pub mod seed;
pub mod settings;
pub mod side;
pub mod usage;
pub mod values;
pub mod world;

pub use declared::{Declared, DeclaredClient};
pub use routes::MarketoSurface;
pub use side::{CLIENT_REALM, Side, Template, declared_names};
