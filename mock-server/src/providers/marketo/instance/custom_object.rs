//! A custom object: its names, its fields, what keeps its records apart, what it hangs on.

use super::field::Fields;
use crate::core::table::FieldId;

/// One custom object.
#[derive(Clone, Debug)]
pub struct CustomObject {
    /// Its API name, such as `car_c`.
    pub name: String,
    /// Its name for people.
    pub display_name: String,
    /// Its name for many of them.
    pub plural_name: String,
    /// What it is for.
    pub description: String,
    /// Its fields; `marketoGUID`, `createdAt` and `updatedAt` are computed.
    pub fields: Fields,
    /// The fields whose values together tell two records apart.
    pub dedupe_fields: Vec<FieldId>,
    /// The field that links to a lead, and the lead's field whose value it holds.
    pub link: Option<(FieldId, String)>,
    /// When it was defined, as its describe shows it.
    pub created_at: String,
}
