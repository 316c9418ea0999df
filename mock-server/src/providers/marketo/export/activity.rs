//! Activities in an extract: which are taken, and each of their parts as a cell.

use super::super::activities::Entry;
use super::super::id::record_id;
use super::super::instance::numbers::DELETE_LEAD;
use super::super::values::{append_instant, append_number};
use super::spec::{ActivityFilter, ActivityPart, Primary};

/// Appends a part of an activity; `false`, and nothing appended, if there is none.
pub(super) fn append(entry: &Entry<'_>, part: ActivityPart, out: &mut Vec<u8>) -> bool {
    let number = match part {
        ActivityPart::MarketoGuid => Some(entry.id()),
        ActivityPart::LeadId => Some(record_id(entry.lead)),
        ActivityPart::ActivityTypeId => Some(u64::from(entry.type_id)),
        ActivityPart::CampaignId => entry.campaign().map(u64::from),
        ActivityPart::PrimaryAttributeValueId => entry.primary_id(),
        ActivityPart::ActivityDate => {
            append_instant(entry.at, out);
            return true;
        }
        ActivityPart::PrimaryAttributeValue => {
            let Some(name) = entry.primary() else { return false };
            out.extend_from_slice(name.as_bytes());
            return true;
        }
        ActivityPart::Attributes => {
            out.extend_from_slice(entry.attributes_json().as_bytes());
            return true;
        }
        // What is in the log came off (assumed).
        ActivityPart::ActionResult => {
            out.extend_from_slice(b"succeeded");
            return true;
        }
    };
    number.is_some_and(|number| {
        append_number(number, out);
        true
    })
}

/// Whether a filter takes an activity, whose time fits already. Those of deleted leads come from
/// another call only (documented).
pub(super) fn is_taken(entry: &Entry<'_>, filter: &ActivityFilter) -> bool {
    let types = &filter.types;
    let of_type = if types.is_empty() {
        entry.type_id != DELETE_LEAD
    } else {
        types.contains(&entry.type_id)
    };
    of_type && filter.primary.as_ref().is_none_or(|primary| is_about(entry, primary))
}

/// Names are those of assets, with their program and a dot in front where they have one. Documented.
fn is_about(entry: &Entry<'_>, primary: &Primary) -> bool {
    match primary {
        Primary::Ids(ids) => entry.primary_id().is_some_and(|id| ids.contains(&id)),
        Primary::Names(names) => entry.primary().is_some_and(|name| {
            let asset =
                |wanted: &String| wanted.split_once('.').is_some_and(|(_, asset)| asset == name);
            names.iter().any(|wanted| *wanted == name || asset(wanted))
        }),
    }
}
