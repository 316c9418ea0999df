//! Marketo, as clients meet it.

mod activities;
mod assets;
mod campaigns;
mod error_table;
<<<<<<< HEAD
mod extract_files;
mod extract_filters;
mod extract_machine;
mod extracting;
mod extracts;
=======
>>>>>>> main
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
mod ranges;
mod reports;
mod requests;
mod stats;
pub(crate) mod support;
mod values;
