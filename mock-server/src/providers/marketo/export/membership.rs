//! What the key of a membership tells: its lead and its program.

use super::super::id::record_number;
use super::super::records::{Records, member_key};
use crate::core::table::{RecordNumber, View};

/// A part of the key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// The program's id.
    Program,
    /// The lead's id.
    Lead,
}

impl Part {
    /// The part that a field of memberships shows.
    pub(super) fn named(field: &str) -> Option<Self> {
        match field {
            "programId" => Some(Self::Program),
            "leadId" => Some(Self::Lead),
            _ => None,
        }
    }

    /// That part of a membership's key.
    pub(super) fn of(self, records: &Records, view: &View<'_>) -> Option<u64> {
        let (program, lead) = ids(records, view)?;
        Some(match self {
            Self::Program => program,
            Self::Lead => lead,
        })
    }
}

/// The lead of a membership.
pub(super) fn lead(records: &Records, view: &View<'_>) -> Option<RecordNumber> {
    record_number(ids(records, view)?.1)
}

/// The ids of the program and of the lead.
fn ids(records: &Records, view: &View<'_>) -> Option<(u64, u64)> {
    let key = view.cell(member_key(&records.instance))?;
    let (program, lead) = std::str::from_utf8(&key).ok()?.split_once(':')?;
    Some((program.parse().ok()?, lead.parse().ok()?))
}
