//! What faults may do to the Marketo side of an org, in the provider's own words.
//!
//! Rules say what and when; here is which words they may use, and what it does to the instance.

mod act;
mod fates;
mod refusal;
mod rows;
mod vocabulary;

pub use act::{QUOTAS, act};
pub use fates::object_word;
pub use refusal::of_refusal;
pub use rows::{refused_row, row_hits};
pub use vocabulary::vocabulary;
