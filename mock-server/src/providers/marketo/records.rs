//! All records of an instance, as one value that is cheap to copy: extracts read such a copy.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::activities::ActivityLog;
use super::id::Guids;
use super::instance::{CustomObject, Instance};
use super::lists::StaticLists;
use crate::core::table::{FieldId, RecordNumber, RecordSet, Table};

/// Leads, custom objects, memberships, lists, and what happened.
#[derive(Clone)]
pub struct Records {
    /// What exists.
    pub instance: Arc<Instance>,
    /// The leads.
    pub leads: Arc<Table>,
    /// The records of each custom object, by its place in the instance.
    pub objects: Vec<Arc<Table>>,
    /// The memberships of all programs.
    pub members: Arc<Table>,
    /// The static lists.
    pub lists: StaticLists,
    /// What happened to leads.
    pub activities: ActivityLog,
    /// The memberships of each program, those that ended among them.
    by_program: BTreeMap<u32, RecordSet>,
    seed: u64,
}

impl Records {
    /// No records yet.
    pub fn new(instance: &Arc<Instance>, seed: u64) -> Self {
        let lookups = instance.leads.iter().filter(|(_, field)| field.name() == "email");
        let leads = Table::new(lookups.map(|(id, _)| id));
        let object = |object: &CustomObject| Arc::new(Table::new([object_key(object)]));
        Self {
            leads: Arc::new(leads),
            objects: instance.objects.iter().map(object).collect(),
            members: Arc::new(Table::new([member_key(instance), member_lead(instance)])),
            lists: StaticLists::default(),
            activities: ActivityLog::default(),
            by_program: BTreeMap::new(),
            instance: Arc::clone(instance),
            seed,
        }
    }

    /// The same records for another seed, from which GUIDs are drawn.
    pub fn with_seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The `marketoGUID`s of a custom object's records.
    pub fn guids(&self, object: &CustomObject) -> Guids {
        Guids::of(self.seed, &object.name)
    }

    /// The leads, to be changed.
    pub fn leads_mut(&mut self) -> &mut Table {
        Arc::make_mut(&mut self.leads)
    }

    /// The memberships, to be changed.
    pub fn members_mut(&mut self) -> &mut Table {
        Arc::make_mut(&mut self.members)
    }

    /// Notes to which program a new membership belongs.
    pub fn note_member(&mut self, program: u32, member: RecordNumber) {
        self.by_program.entry(program).or_default().insert(member);
    }

    /// The memberships that a program ever had, by number, from that one on.
    pub fn members_of(
        &self,
        program: u32,
        from: RecordNumber,
    ) -> impl Iterator<Item = RecordNumber> + '_ {
        self.by_program.get(&program).into_iter().flat_map(move |members| members.iter_from(from))
    }

    /// The records of the custom object at that place, to be changed.
    pub fn object_mut(&mut self, place: usize) -> &mut Table {
        Arc::make_mut(&mut self.objects[place])
    }
}

/// The field by which the records of a custom object are told apart: its dedupe field, or, if it has
/// several, one beyond its own that holds their values together (see [`joined_key`]).
pub fn object_key(object: &CustomObject) -> FieldId {
    match object.dedupe_fields.as_slice() {
        [one] => *one,
        _ => object.fields.len() as FieldId,
    }
}

/// Several dedupe values as one key.
pub fn joined_key<'a>(values: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    values.collect::<Vec<_>>().join(&b'\x1f')
}

/// The field by which memberships are told apart, beyond their own: `program:lead`, both as ids.
pub fn member_key(instance: &Instance) -> FieldId {
    instance.members.len() as FieldId
}

/// The field by which the memberships of a lead are found: the lead's id.
pub fn member_lead(instance: &Instance) -> FieldId {
    instance.members.len() as FieldId + 1
}
