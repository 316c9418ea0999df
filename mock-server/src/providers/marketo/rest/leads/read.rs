//! Leads that are asked for: one by its id, or all that hold one of some values.

use serde_json::Value;

use super::super::super::envelope::Envelope;
use super::super::super::errors::{ApiError, Reason};
use super::super::super::id;
use super::super::super::leads::{Lead, LeadField};
use super::super::super::page_token::Paging;
use super::super::super::records::Records;
use super::super::super::request::Asked;
use super::super::super::settings::UnknownLead;
use super::super::super::world::World;
use super::super::Answer;
use super::super::lead_ids::{self, LEADS_MAX};
use super::super::lead_rows::LeadRows;
use crate::core::table::{FieldId, RecordNumber};

/// Leads that a filter may match. Documented (A:leads).
const MATCHES_MAX: usize = 1000;

/// One lead.
pub(super) fn by_id(world: &World, asked: &Asked) -> Answer {
    let rows = LeadRows::asked(world.instance(), asked)?;
    let number = id::record_number(asked.path_number("lead")?);
    match (number.and_then(|number| Lead::get(&world.records, number)), world.settings.unknown_lead)
    {
        (Some(lead), _) => Ok(Envelope::one(Value::Object(rows.row(&lead)))),
        (None, UnknownLead::Refuse) => Err(Reason::lead_not_found().into()),
        (None, UnknownLead::Empty) => Ok(Envelope::of(Vec::new())),
    }
}

/// A page of the leads that hold one of some values in a field.
pub(super) fn by_filter(world: &mut World, asked: &Asked) -> Answer {
    let params = &asked.params;
    let filter = params.get("filterType").ok_or_else(|| ApiError::not_specified("filterType"))?;
    let field = filter_field(&world.records, filter)?;
    let values = params.list("filterValues");
    if values.is_empty() {
        return Err(ApiError::not_specified("filterValues"));
    }
    lead_ids::at_most(values.len(), &world.settings)?;
    let rows = LeadRows::asked(world.instance(), asked)?;
    let named: Vec<&str> = ["leads", filter].into_iter().chain(values.iter().copied()).collect();
    let paging = Paging::read(world, params, &named, LEADS_MAX)?;
    let found = matches(&mut world.records, field, &values);
    if found.len() > MATCHES_MAX {
        return Err(ApiError::invalid_data("Too many results match the filter"));
    }
    let (shown, next) = paging.page(found.into_iter().map(|number| (number.0, number)));
    let shown = shown.into_iter().filter_map(|number| Lead::get(&world.records, number));
    Ok(Envelope::page(shown.map(|lead| Value::Object(rows.row(&lead))).collect(), next))
}

/// The field of a filter. 1003 is recorded, 1011 documented.
fn filter_field(records: &Records, name: &str) -> Result<FieldId, ApiError> {
    let fields = &records.instance.leads;
    let unknown = || ApiError::invalid_data(format!("Invalid filterType '{name}'"));
    let field = fields.named(name).ok_or_else(unknown)?;
    let allowed = fields.at(field).searchable || matches!(name, "id" | "email");
    if allowed { Ok(field) } else { Err(ApiError::field_not_supported(name)) }
}

/// The leads that hold one of the values, in the order of their ids.
fn matches(records: &mut Records, field: FieldId, values: &[&str]) -> Vec<RecordNumber> {
    let mut found: Vec<RecordNumber> = match LeadField::of(&records.instance, field) {
        LeadField::Id => {
            let numbers = values.iter().filter_map(|value| id::record_number(value.parse().ok()?));
            numbers.filter(|number| Lead::get(records, *number).is_some()).collect()
        }
        LeadField::Stored(field) => {
            let leads = records.leads_mut();
            values.iter().flat_map(|value| leads.find(field, value.as_bytes())).collect()
        }
        // Nothing finds leads by when they were made or where they are kept.
        LeadField::CreatedAt | LeadField::UpdatedAt | LeadField::Partition => Vec::new(),
    };
    found.sort_unstable();
    found.dedup();
    found
}
