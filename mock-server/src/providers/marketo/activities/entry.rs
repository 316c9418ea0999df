//! One entry of the log as filters see it: cheap to make, nothing of it put into words.

use super::super::id::record_id;
use super::super::instance::{DataType, numbers};
use super::super::records::Records;
use super::generated::{PRIMARY_ID, Row, TYPE};
use super::log::ActivityNumber;
use super::what::What;
use crate::core::table::RecordNumber;
use crate::core::time::SimTime;

/// One entry, whether it came to be or is computed.
#[derive(Clone, Copy)]
pub struct Entry<'r> {
    /// Its number.
    pub number: ActivityNumber,
    /// To whom it happened.
    pub lead: RecordNumber,
    /// When.
    pub at: SimTime,
    /// Marketo's number of the type.
    pub type_id: u32,
    pub(super) records: &'r Records,
    pub(super) body: Body<'r>,
}

/// What an entry is made from.
#[derive(Clone, Copy)]
pub(super) enum Body<'r> {
    Written(&'r What),
    Generated(Row<'r>),
}

impl Records {
    /// The entry of that number.
    pub fn entry(&self, number: ActivityNumber) -> Option<Entry<'_>> {
        if let Some(written) = self.activities.written(number) {
            return Some(Entry {
                number,
                lead: written.lead,
                at: written.at,
                type_id: self.type_of(&written.what),
                records: self,
                body: Body::Written(&written.what),
            });
        }
        let generator = self.activities.generator()?;
        let row = u32::try_from(number).ok().filter(|row| *row < generator.rows())?;
        let at = SimTime::from_millis(generator.instant(row));
        let row = Row { generator, row };
        Some(Entry {
            number,
            lead: row.lead()?,
            at,
            type_id: row.number(TYPE)?,
            records: self,
            body: Body::Generated(row),
        })
    }

    /// The entries from that number on, in their order.
    pub fn entries_from(&self, number: ActivityNumber) -> impl Iterator<Item = Entry<'_>> {
        let next = |number: &ActivityNumber| self.activities.number_from(number + 1);
        let numbers = std::iter::successors(self.activities.number_from(number), next);
        numbers.filter_map(|number| self.entry(number))
    }

    fn type_of(&self, what: &What) -> u32 {
        match what {
            What::NewLead(_) => numbers::NEW_LEAD,
            What::DataChanged(change) => match self.instance.leads.at(change.field).data_type {
                DataType::Score => numbers::CHANGE_SCORE,
                _ => numbers::CHANGE_DATA_VALUE,
            },
            What::AddedToList(..) => numbers::ADD_TO_LIST,
            What::RemovedFromList(..) => numbers::REMOVE_FROM_LIST,
            What::Deleted(_) => numbers::DELETE_LEAD,
            What::Event(event) => event.type_id,
        }
    }
}

impl Entry<'_> {
    /// What it is about, by number: a list, a program, a field, a lead.
    pub fn primary_id(&self) -> Option<u64> {
        match self.body {
            Body::Generated(row) => row.number(PRIMARY_ID),
            Body::Written(what) => match what {
                What::NewLead(_) => None,
                What::DataChanged(change) => {
                    Some(self.records.instance.leads.at(change.field).id.into())
                }
                What::AddedToList(list, _) | What::RemovedFromList(list, _) => {
                    Some(u64::from(*list))
                }
                What::Deleted(_) => Some(record_id(self.lead)),
                What::Event(event) => event.primary_id,
            },
        }
    }
}
