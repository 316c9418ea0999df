//! Single records and composites over REST.

mod records;
mod refusals;
