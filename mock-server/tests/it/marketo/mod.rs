//! Marketo, as clients meet it.

mod activities;
mod assets;
mod campaigns;
mod error_table;
mod generated;
mod identity;
mod imports;
mod instance;
mod lead_errors;
mod lead_org;
mod lead_writes;
mod leads;
mod limits;
mod lists;
mod members;
mod multipart;
mod objects;
mod reports;
mod requests;
mod stats;
pub(crate) mod support;
mod values;
