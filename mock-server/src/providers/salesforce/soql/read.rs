//! A text is read into a [`Query`]: grammar first, then what bulk queries refuse, then names.

use super::super::errors::ApiError;
use super::super::schema::Schema;
use super::super::settings::Messages;
use super::super::version::ApiVersion;
use super::error::Read;
use super::query::Query;
use super::{bind, bulk, parse};
use crate::core::time::SimTime;

/// What a query is read against.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The objects that there are.
    pub schema: &'a Schema,
    /// The time that `TODAY` is about.
    pub now: SimTime,
    /// Which way the query came in.
    pub door: Door,
    /// The version of the request.
    pub version: ApiVersion,
    /// The texts that no source gives.
    pub messages: &'a Messages,
}

/// Which way a query came in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Door {
    /// A REST call.
    Rest,
    /// A bulk job.
    Bulk,
}

/// Reads a query.
///
/// # Errors
/// What the provider says of a query that it does not take, or 501 for what is not faked.
pub fn read(text: &str, reading: &Reading<'_>) -> Result<Query, ApiError> {
    read_text(text, reading).map_err(|problem| problem.into_answer(text))
}

fn read_text(text: &str, reading: &Reading<'_>) -> Read<Query> {
    let written = parse::parse(text)?;
    match reading.door {
        Door::Rest => {}
        Door::Bulk => bulk::refuse(&written, reading)?,
    }
    let query = bind::bind(&written, reading)?;
    match reading.door {
        Door::Rest => {}
        Door::Bulk => bulk::refuse_values(&query, reading)?,
    }
    Ok(query)
}
