//! One folder per provider, the same file names in each; no provider knows another.

pub mod marketo;
pub mod salesforce;
