//! What judges have in common: what an objection is, and the questions that most of them ask.

pub mod acceptor;
mod ask;
mod objection;

pub use objection::{Finding, Judgement, Objection};
