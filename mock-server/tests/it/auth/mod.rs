//! Sign-on through its public calls: each test tells one thing, mostly by a snapshot.

mod codes;
mod first_use;
mod jwt;
mod refusals;
mod sessions;
mod soap;
mod support;
mod tokens;

pub(crate) use support::assertion_of;
