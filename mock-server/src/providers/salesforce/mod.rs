//! Salesforce Bulk API 2.0 and the REST neighbours that real clients call.
//!
//! `job`, `query` and `rows` hold the rules, `soql` reads and runs queries, `world` one org's state and its time line, `service` what each
//! call does; `model` and `errors` are the provider's words. Only `routes` knows HTTP.

pub mod auth;
pub mod declared;
pub mod describe;
pub mod discovery;
pub mod errors;
pub mod explain;
pub mod faults;
pub mod generated;
pub mod id;
pub mod job;
mod ledger;
pub mod listing;
pub mod load;
pub mod model;
pub mod operation;
pub mod query;
pub mod record;
mod record_csv;
pub mod record_json;
pub mod request;
pub mod rest;
pub mod results;
pub mod routes;
pub mod rows;
pub mod schema;
pub mod seed;
pub mod service;
pub mod settings;
pub mod side;
pub mod soql;
pub mod tables;
pub mod typed;
mod upload_flaw;
pub mod usage;
pub mod version;
pub mod world;

pub use declared::{DeclaredClient, DeclaredUser};
pub use routes::{NOT_HTTP, SalesforceSurface};
pub use side::{Side, Template, declared_names};
