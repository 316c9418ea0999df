//! Marketo, as clients meet it.

mod error_table;
mod identity;
mod imports;
mod instance;
mod limits;
mod requests;
mod lead_errors;
mod lead_org;
mod lead_writes;
mod leads;
mod limits;
mod lists;
mod assets;
mod campaigns;
mod activities;
mod generated;
mod identity;
mod instance;
mod limits;
mod stats;
mod members;
mod multipart;
mod objects;
mod reports;
pub(crate) mod support;
mod values;
