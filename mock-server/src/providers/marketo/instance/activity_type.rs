//! Types of activities: what can happen to a lead, and what is written down of it.

use super::field::DataType;

/// Marketo's own numbers of the types that the rules themselves write.
///
/// Sources: 2, 13, 37 and 104 documented (A:bulk-activity-extract); the others are as
/// they are commonly known, assumed here.
pub mod numbers {
    /// A lead was made.
    pub const NEW_LEAD: u32 = 12;
    /// A field of a lead was changed.
    pub const CHANGE_DATA_VALUE: u32 = 13;
    /// A score was changed.
    pub const CHANGE_SCORE: u32 = 22;
    /// A lead came into a static list.
    pub const ADD_TO_LIST: u32 = 24;
    /// A lead left a static list.
    pub const REMOVE_FROM_LIST: u32 = 25;
    /// Leads became one.
    pub const MERGE_LEADS: u32 = 32;
    /// A lead was deleted.
    pub const DELETE_LEAD: u32 = 37;
    /// A lead's status in a program was changed.
    pub const CHANGE_STATUS_IN_PROGRESSION: u32 = 104;
    /// A partition was changed.
    pub const CHANGE_LEAD_PARTITION: u32 = 100;
}

/// One attribute of a type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActivityAttribute {
    /// Its display name, the key in an extract.
    pub name: String,
    /// Its type.
    pub data_type: DataType,
}

/// One type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActivityType {
    /// Marketo's number of it.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// What it means.
    pub description: String,
    /// What the activity is about, such as a list or a field.
    pub primary: Option<ActivityAttribute>,
    /// What else is known.
    pub attributes: Vec<ActivityAttribute>,
    /// The kind of asset that the primary attribute names, such as `Static List`; types of one kind
    /// may be filtered together by primary attribute.
    pub asset_group: Option<String>,
}
