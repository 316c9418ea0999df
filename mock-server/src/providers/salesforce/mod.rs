//! Salesforce Bulk API 2.0 and the REST neighbours that real clients call.
//!
//! `job` and `rows` hold the rules, `world` one org's state and its time line, `service` what each
//! call does; `model` and `errors` are the provider's words. Only `routes` knows HTTP.

pub mod describe;
pub mod errors;
pub mod id;
pub mod job;
pub mod listing;
pub mod model;
pub mod request;
pub mod results;
pub mod rows;
pub mod schema;
pub mod service;
pub mod settings;
pub mod tables;
pub mod usage;
pub mod version;
pub mod world;
