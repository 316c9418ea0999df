//! Marketo, as clients meet it.

mod identity;
mod lead_errors;
mod lead_org;
mod lead_writes;
mod leads;
mod limits;
mod lists;
pub(crate) mod support;
mod values;
