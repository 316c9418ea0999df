//! What faults may do to the Salesforce side of an org, in the provider's own words.
//!
//! Rules say what and when; here is which words they may use, and what it does to the org.

mod act;
mod fates;
mod known;
mod vocabulary;

pub use act::act;
pub use known::{KNOWN, Known, of_refusal};
pub use vocabulary::vocabulary;
