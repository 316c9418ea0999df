//! Activities as JSON, in the three forms that the calls have.

use serde_json::{Map, Value, json};

use super::super::super::activities::{Change, Entry};
use super::super::super::id::record_id;
use super::super::super::records::Records;

/// The date of an activity (documented).
const DATE: &str = "%Y-%m-%dT%H:%M:%SZ";

/// The date of a change, and of a deletion (documented).
const DATE_WITH_OFFSET: &str = "%Y-%m-%dT%H:%M:%S+0000";

/// An entry of `activities.json`.
pub(super) fn activity(entry: &Entry<'_>) -> Value {
    let mut out = head(entry, DATE);
    if let Some(campaign) = entry.campaign() {
        out.insert("campaignId".into(), campaign.into());
    }
    primary(entry, &mut out);
    out.insert("attributes".into(), pairs(entry.attributes()));
    Value::Object(out)
}

/// An entry of `leadchanges.json`: the change stands beside the attributes, not among them.
pub(super) fn lead_change(records: &Records, entry: &Entry<'_>) -> Value {
    let mut out = head(entry, DATE_WITH_OFFSET);
    let fields = entry.change().map(|change| field(records, &change));
    out.insert("fields".into(), fields.into_iter().collect());
    let mut attributes = entry.attributes();
    attributes.retain(|name, _| !matches!(name.as_str(), "New Value" | "Old Value"));
    attributes.insert("Lead ID".into(), record_id(entry.lead).into());
    out.insert("attributes".into(), pairs(attributes));
    Value::Object(out)
}

/// An entry of `deletedleads.json`.
pub(super) fn deleted_lead(entry: &Entry<'_>) -> Value {
    let mut out = head(entry, DATE_WITH_OFFSET);
    primary(entry, &mut out);
    out.insert("attributes".into(), pairs(entry.attributes()));
    Value::Object(out)
}

fn head(entry: &Entry<'_>, date: &str) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("id".into(), entry.id().into());
    out.insert("marketoGUID".into(), entry.id().to_string().into());
    out.insert("leadId".into(), record_id(entry.lead).into());
    out.insert("activityDate".into(), entry.at.strftime(date).into());
    out.insert("activityTypeId".into(), entry.type_id.into());
    out
}

fn primary(entry: &Entry<'_>, out: &mut Map<String, Value>) {
    if let Some(id) = entry.primary_id() {
        out.insert("primaryAttributeValueId".into(), id.into());
    }
    if let Some(name) = entry.primary() {
        out.insert("primaryAttributeValue".into(), name.into());
    }
}

fn field(records: &Records, change: &Change) -> Value {
    let field = records.instance.leads.at(change.field);
    json!({
        "id": field.id,
        "name": field.name(),
        "newValue": change.new,
        "oldValue": change.old,
    })
}

fn pairs(attributes: Map<String, Value>) -> Value {
    let pair = |(name, value): (String, Value)| json!({ "name": name, "value": value });
    attributes.into_iter().map(pair).collect()
}
