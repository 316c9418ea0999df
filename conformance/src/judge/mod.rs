//! What judges have in common: what an objection is, what is said of a case, and the questions that
//! most of them ask.

pub mod acceptor;
mod ask;
pub mod ledger;
mod objection;
mod verdict;

pub use objection::{Finding, Judgement, Objection};
pub use verdict::{Status, Verdict};
