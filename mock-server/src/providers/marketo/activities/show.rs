//! An entry of the log in the provider's words: type, primary attribute, attributes by display name.

use serde_json::{Map, Value};

use super::log::ActivityNumber;
use crate::core::table::RecordNumber;
use crate::core::time::SimTime;

/// An activity as clients see it, in the form that both REST and extracts are written from.
#[derive(Clone, PartialEq, Debug)]
pub struct Shown {
    /// Its number, from which its id and `marketoGUID` are made.
    pub number: ActivityNumber,
    /// To whom it happened.
    pub lead: RecordNumber,
    /// When.
    pub at: SimTime,
    /// Marketo's number of the type.
    pub type_id: u32,
    /// The campaign that caused it.
    pub campaign: Option<u32>,
    /// What it is about, by number.
    pub primary_id: Option<u64>,
    /// What it is about, by name.
    pub primary: Option<String>,
    /// What else is known, by display name; empty attributes are left out.
    pub attributes: Map<String, Value>,
}
