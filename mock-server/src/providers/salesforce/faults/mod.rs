//! What faults may do to the Salesforce side of an org, in the provider's own words.
//!
//! Rules say what and when; here is which words they may use, and what it does to the org.

mod act;
mod fates;
mod known;
mod row_codes;
mod rows;
mod vocabulary;

pub use act::{QUOTAS, act};
pub use known::{KNOWN, Known, Refused, oauth_codes, of_refusal};
pub use row_codes::{ROW_CODES, RowCode};
pub use rows::RefusedRows;
pub use vocabulary::vocabulary;
