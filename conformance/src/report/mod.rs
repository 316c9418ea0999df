//! Reports: one stream of events, and views of it. They know events and nothing else of a run.

mod event;
mod failure;
pub mod jsonl;
pub mod junit;
pub mod markdown;
pub mod terminal;

pub use event::{Case, Check, End, Event, Failure, Journal, Note, Run, Standing, Wire};
pub use terminal::Terminal;
