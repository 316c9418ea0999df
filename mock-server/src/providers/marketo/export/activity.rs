//! Activities in an extract: an entry of the log as it is shown, and each of its parts as a cell.

use std::io::Write;

use super::super::activities::{ActivityNumber, Shown};
use super::super::id::record_id;
use super::super::records::Records;
use super::cell::append_second;
use super::spec::ActivityPart;

/// The entry of that number.
pub(super) fn shown(records: &Records, number: ActivityNumber) -> Option<Shown> {
    records.activity(number)
}

/// Appends a part of an activity; `false`, and nothing appended, if there is none.
pub(super) fn append(shown: &Shown, part: ActivityPart, out: &mut Vec<u8>) -> bool {
    let number = match part {
        ActivityPart::MarketoGuid => Some(shown.id()),
        ActivityPart::LeadId => Some(record_id(shown.lead)),
        ActivityPart::ActivityTypeId => Some(u64::from(shown.type_id)),
        ActivityPart::CampaignId => shown.campaign.map(u64::from),
        ActivityPart::PrimaryAttributeValueId => shown.primary_id,
        ActivityPart::ActivityDate => {
            append_second(shown.at.millis(), out);
            return true;
        }
        ActivityPart::PrimaryAttributeValue => {
            let Some(name) = &shown.primary else { return false };
            out.extend_from_slice(name.as_bytes());
            return true;
        }
        // Writing into memory cannot fail.
        ActivityPart::Attributes => return serde_json::to_writer(out, &shown.attributes).is_ok(),
        // What is in the log came off (assumed).
        ActivityPart::ActionResult => {
            out.extend_from_slice(b"succeeded");
            return true;
        }
    };
    number.is_some_and(|number| write!(out, "{number}").is_ok())
}
