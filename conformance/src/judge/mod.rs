//! What judges have in common: what an objection is, and the questions that most of them ask.

mod ask;
pub mod ledger;
mod objection;

pub use objection::{Finding, Judgement, Objection};
