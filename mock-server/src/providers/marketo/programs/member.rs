//! One membership, read: its stored fields, and those that follow from its lead and its program.

use std::borrow::Cow;

use serde_json::Value;

use super::super::id::{record_id, record_number};
use super::super::instance::Program;
use super::super::records::{Records, member_key, member_lead};
use super::super::values;
use crate::core::table::{FieldId, RecordNumber, View};
use crate::core::time::SimTime;

/// One membership, to be read.
#[derive(Clone, Copy)]
pub struct Member<'a> {
    records: &'a Records,
    view: View<'a>,
}

impl<'a> Member<'a> {
    /// A membership that was found.
    pub fn of(records: &'a Records, view: View<'a>) -> Self {
        Self { records, view }
    }

    /// The membership of that number, unless it has ended.
    pub fn get(records: &'a Records, number: RecordNumber) -> Option<Self> {
        let view = records.members.get(number).filter(|view| !view.is_deleted())?;
        Some(Self { records, view })
    }

    /// Its number within the table.
    pub fn number(&self) -> RecordNumber {
        self.view.number()
    }

    /// The number of its lead.
    pub fn lead(&self) -> Option<RecordNumber> {
        record_number(self.own(member_lead(&self.records.instance))?.parse().ok()?)
    }

    /// The number of its program.
    pub fn program_id(&self) -> Option<u32> {
        let key = self.view.cell(member_key(&self.records.instance))?;
        let program = key.split(|byte| *byte == b':').next()?;
        std::str::from_utf8(program).ok()?.parse().ok()
    }

    /// Its program.
    pub fn program(&self) -> Option<&'a Program> {
        self.records.instance.program(self.program_id()?)
    }

    /// When it was last changed.
    pub fn updated(&self) -> SimTime {
        self.view.modified().at
    }

    /// The name of its status.
    pub fn status(&self) -> String {
        self.named("statusName").map_or_else(String::new, |name| text(&name))
    }

    /// What it holds in the field of that name, as it is stored; `None` if that is empty.
    pub fn named(&self, name: &str) -> Option<Cow<'a, [u8]>> {
        self.text(self.records.instance.members.named(name)?)
    }

    /// What it holds in a field, as it is stored; `None` if that is empty.
    pub fn text(&self, id: FieldId) -> Option<Cow<'a, [u8]>> {
        let own = |text: String| Some(Cow::Owned(text.into_bytes()));
        let stored = || self.view.cell(id).filter(|cell| !cell.is_empty());
        match self.records.instance.members.at(id).name() {
            "leadId" => own(record_id(self.lead()?).to_string()),
            "programId" => own(self.program_id()?.to_string()),
            "program" => own(self.program()?.name.clone()),
            "createdAt" => own(values::instant_text(self.view.created().at)),
            "updatedAt" => own(values::instant_text(self.updated())),
            "membershipDate" => {
                stored().or_else(|| own(values::instant_text(self.view.created().at)))
            }
            // Nobody has said otherwise: neither is there a way to.
            "acquiredBy" | "reachedSuccess" | "isExhausted" => {
                stored().or(Some(Cow::Borrowed(b"false")))
            }
            _ => stored(),
        }
    }

    /// What it holds in a field, as JSON.
    pub fn json(&self, id: FieldId) -> Value {
        let text = self.text(id);
        text.map_or(Value::Null, |text| values::json(self.records.instance.members.at(id), &text))
    }

    /// What it holds in the field of that name, as JSON; null for one that the instance lacks.
    pub fn json_named(&self, name: &str) -> Value {
        self.records.instance.members.named(name).map_or(Value::Null, |id| self.json(id))
    }

    fn own(&self, id: FieldId) -> Option<String> {
        self.view.cell(id).map(|cell| text(&cell))
    }
}

/// The membership of a lead in a program.
pub fn find(records: &mut Records, program: u32, lead: RecordNumber) -> Option<RecordNumber> {
    let field = member_key(&records.instance);
    let key = format!("{program}:{}", record_id(lead));
    records.members_mut().find(field, key.as_bytes()).first().copied()
}

/// The memberships of a lead, oldest first.
pub fn of_lead(records: &mut Records, lead: RecordNumber) -> Vec<RecordNumber> {
    let field = member_lead(&records.instance);
    let mut found = records.members_mut().find(field, record_id(lead).to_string().as_bytes());
    found.sort_unstable();
    found
}

/// The memberships of a program, oldest first, from the one of that number on.
pub fn of_program(
    records: &Records,
    program: u32,
    from: RecordNumber,
) -> impl Iterator<Item = Member<'_>> {
    records.members_of(program, from).filter_map(|number| Member::get(records, number))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
