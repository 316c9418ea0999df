//! Pure mechanisms shared by the providers: no provider, no HTTP, no real time is known here.

pub mod base32;
pub mod calendar;
pub mod change;
pub mod csv;
pub mod deadline;
pub mod document;
pub mod explain;
pub mod form;
pub mod generate;
pub mod id_text;
pub mod journal;
pub mod ledger;
pub mod lie;
pub mod multipart;
pub mod nearest;
pub mod pattern;
pub mod random;
pub mod recent;
pub mod rows;
pub mod table;
pub mod text;
pub mod time;
pub mod timeline;
pub mod wording;
