//! Faults as data: rules that say when, and what then. They are drawn here, once for each request, and
//! performed elsewhere: on the wire by the edge, in an org by its providers.
//!
//! `rule` is what a user writes, `on` and `when` decide, `inject` lists the kinds; `plan` holds an org's
//! rules and their counters; `verdict` is what a draw comes to. A kind has a file of its own: under `fate`
//! if it changes what is so (jobs, rows taken, sessions, limits), under `answer` if it changes only what
//! an answer says of it, under `wire` if it changes how an answer comes or whether. Nothing here knows a provider or HTTP beyond a status number.

pub mod answer;
mod check;
mod facts;
pub mod fate;
mod felt;
mod inject;
mod key;
mod on;
mod plan;
mod rule;
mod verdict;
mod vocabulary;
mod when;
pub mod wire;

pub use check::{RuleError, Wrong, known_operation};
pub use facts::{Facts, JobFacts, Said};
pub use fate::{JobFate, JobFates, SessionFate};
pub use inject::{Before, Draw, Inject, Kind, Scope};
pub use key::{canonical_body, key_of_job, key_of_request};
pub use on::On;
pub use plan::{Draws, Installed, Plan};
pub use rule::{Many, Rule, Share};
pub use verdict::{Act, Edit, Felt, Fired, Instead, InsteadBody, Refusal, Verdict};
pub use vocabulary::{Answers, LocatorWords, OperationWords, Vocabulary};
pub use when::{After, Per, When};
pub use wire::{Cut, Delivery, End, Finder, HeaderChange, Pace, Place, RowCounter, SlowRead};
