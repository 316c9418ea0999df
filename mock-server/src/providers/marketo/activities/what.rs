//! What can happen to a lead, as small as it can be kept.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::core::table::FieldId;

/// Why something happened, shared by everything that one import or call did.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cause {
    /// The provider's word for where it came from, such as `Web service API` or `List import`.
    pub source: String,
    /// The reason in words, such as `Bulk import (batch 12)`.
    pub reason: String,
    /// The user who did it.
    pub user: String,
}

/// A field that was changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DataChange {
    /// The lead's field.
    pub field: FieldId,
    /// What it held.
    pub old: Option<Box<str>>,
    /// What it holds.
    pub new: Option<Box<str>>,
    /// Why.
    pub cause: Arc<Cause>,
}

/// Anything else, told in full: seeds and kinds that the rules themselves do not write.
#[derive(Clone, PartialEq, Debug)]
pub struct Event {
    /// Marketo's number of the type.
    pub type_id: u32,
    /// The campaign that caused it.
    pub campaign: Option<u32>,
    /// What it is about, by number.
    pub primary_id: Option<u64>,
    /// What it is about, by name.
    pub primary: Option<String>,
    /// What else is known, by display name, in the order of the type.
    pub attributes: Map<String, Value>,
}

/// What happened.
#[derive(Clone, PartialEq, Debug)]
pub enum What {
    /// A lead was made.
    NewLead(Arc<Cause>),
    /// A field was changed.
    DataChanged(Box<DataChange>),
    /// The lead came into a static list: its number and its name.
    AddedToList(u32, Arc<str>),
    /// The lead left a static list: its number and its name.
    RemovedFromList(u32, Arc<str>),
    /// The lead was deleted.
    Deleted(Arc<Cause>),
    /// Anything else.
    Event(Arc<Event>),
}
