//! Our own models of the providers' machines: what a correct server answers, and why a client
//! may or may not do something. Pure: no HTTP types, no clock, no line shared with the fake.

pub mod marketo;
pub mod salesforce;
pub mod soql;
