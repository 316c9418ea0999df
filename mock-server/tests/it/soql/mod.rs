//! SOQL: what texts are read into, what is said of texts that cannot be read.

mod dates;
mod fuzz;
mod like;
mod reads;
mod refusals;
mod render;
mod support;
