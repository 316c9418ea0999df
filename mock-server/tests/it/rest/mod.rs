//! Single records and composites over REST.

mod collections;
mod composites;
mod hostile;
mod memory;
mod records;
mod refusals;
mod same_rules;
mod trees;
