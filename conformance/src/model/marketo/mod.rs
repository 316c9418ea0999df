//! Reference model of Marketo's bulk jobs: the queue that they share, extracts and imports on their
//! way through their states, and what an import makes of its rows.
//!
//! Written from the protocol fact sheet alone (sections 3 to 5); it must not know the fake, not even
//! its enums. Where the sheet is silent the prediction is silent too: [`Due::Unstated`], or a refusal
//! whose message is not named.

mod export;
mod import;
mod lanes;
mod leads;

pub use export::{Due, ExportState, Exports};
pub use import::{BatchView, ImportState, Imports};
pub use lanes::{Lanes, Pace};
pub use leads::{LeadBook, LeadRow, RowFate};
