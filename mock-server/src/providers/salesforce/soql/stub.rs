//! Stands in until reading is there.
use super::super::errors::ApiError;
use super::super::schema::Schema;
use super::super::settings::Messages;
use super::super::version::ApiVersion;
use super::query::{Pattern, Query};
use crate::core::time::SimTime;

/// Door.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Door {
    /// r
    Rest,
    /// b
    Bulk,
}
/// Reading.
pub struct Reading<'a> {
    /// s
    pub schema: &'a Schema,
    /// n
    pub now: SimTime,
    /// d
    pub door: Door,
    /// v
    pub version: ApiVersion,
    /// m
    pub messages: &'a Messages,
}
/// Read.
pub fn read(_text: &str, _reading: &Reading<'_>) -> Result<Query, ApiError> {
    Err(ApiError::gap("SOQL"))
}
impl Pattern {
    /// m
    pub fn matches(&self, _text: &str) -> bool {
        false
    }
}
