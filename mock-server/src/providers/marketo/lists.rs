//! Static lists: which leads are in which.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::activities::What;
use super::records::Records;
use crate::core::table::{RecordNumber, RecordSet};
use crate::core::time::SimTime;

/// One static list.
#[derive(Clone, Debug)]
pub struct StaticList {
    /// Its number.
    pub id: u32,
    /// Its name, shared with the activities that tell of it.
    pub name: Arc<str>,
    /// What it is for.
    pub description: Option<String>,
    /// The folder that it lies in.
    pub folder: u32,
    /// The program that it belongs to.
    pub program: Option<u32>,
    /// When it was made.
    pub created: SimTime,
    /// When it was last changed.
    pub updated: SimTime,
    /// Its leads.
    pub members: RecordSet,
}

/// All static lists of an instance.
#[derive(Clone, Default, Debug)]
pub struct StaticLists {
    by_id: BTreeMap<u32, StaticList>,
    /// The highest number that was ever given; one that was taken away is not given again.
    last: u32,
}

impl StaticLists {
    /// The list of that number.
    pub fn get(&self, id: u32) -> Option<&StaticList> {
        self.by_id.get(&id)
    }

    /// The list of that number, to be changed.
    pub fn get_mut(&mut self, id: u32) -> Option<&mut StaticList> {
        self.by_id.get_mut(&id)
    }

    /// The list of that name.
    pub fn named(&self, name: &str) -> Option<&StaticList> {
        self.iter().find(|list| *list.name == *name)
    }

    /// All of them, by number.
    pub fn iter(&self) -> impl Iterator<Item = &StaticList> {
        self.by_id.values()
    }

    /// All of them, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut StaticList> {
        self.by_id.values_mut()
    }

    /// Adds a list, in the place of one of the same number.
    pub fn put(&mut self, list: StaticList) {
        self.last = self.last.max(list.id);
        self.by_id.insert(list.id, list);
    }

    /// Takes a list away, with its members.
    pub fn remove(&mut self, id: u32) {
        self.by_id.remove(&id);
    }

    /// The number of the next new list.
    pub fn next_id(&self) -> u32 {
        self.last.max(1000) + 1
    }
}

/// Puts a lead into a list and notes it; `false` if it was there, or there is no such list.
pub fn add(records: &mut Records, list: u32, lead: RecordNumber, now: SimTime) -> bool {
    let Some(list) = records.lists.get_mut(list) else { return false };
    let came = list.members.insert(lead);
    if came {
        let what = What::AddedToList(list.id, Arc::clone(&list.name));
        records.activities.push(now, lead, what);
    }
    came
}

/// Takes a lead out of a list and notes it; `false` if it was not there, or there is no such list.
pub fn remove(records: &mut Records, list: u32, lead: RecordNumber, now: SimTime) -> bool {
    let Some(list) = records.lists.get_mut(list) else { return false };
    let left = list.members.remove(lead);
    if left {
        let what = What::RemovedFromList(list.id, Arc::clone(&list.name));
        records.activities.push(now, lead, what);
    }
    left
}
