//! The fields of memberships. Layout: documented (A:program-members).

use serde_json::{Value, json};

use super::super::super::envelope::Envelope;
use super::super::super::instance::{Field, Instance};
use super::super::fields::described_with_crm;

/// When the sample says that it was defined.
const DEFINED: &str = "2021-03-20T01:30:05Z";

/// All fields, and those that can be filtered by.
pub(super) fn fields(instance: &Instance) -> Envelope {
    let fields: Vec<&Field> = instance.members.iter().map(|(_, field)| field).collect();
    let searchable = fields.iter().filter(|field| field.searchable);
    let searchable: Vec<[&str; 1]> = searchable.map(|field| [field.name()]).collect();
    Envelope::one(json!({
        "name": "API Program Membership",
        "description": "Map for API program membership fields",
        "createdAt": DEFINED,
        "updatedAt": DEFINED,
        "dedupeFields": ["leadId", "programId"],
        "searchableFields": searchable,
        "fields": fields.into_iter().map(described_with_crm).collect::<Vec<Value>>(),
    }))
}
