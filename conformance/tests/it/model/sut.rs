//! What is held against the model: anything that takes a step and gives an answer off the wire.

use std::collections::BTreeMap;

use bulk_conformance::model::salesforce::{Cell, Command, JobName, RecordName, RecordRef, Upload};

use super::step::Side;

/// An answer as it came, with nothing read into it.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) body: String,
}

/// The system under test: two orgs, each with its own token and its own clock.
pub(crate) trait Sut {
    fn call(&mut self, side: Side, command: &Command, ids: &Ids) -> Answer;
    fn wait(&mut self, side: Side, ms: u64);
    /// All live Contacts: API name of a field to its value, `Id` among them; nulls are absent.
    fn contacts(&mut self, side: Side) -> Vec<BTreeMap<String, String>>;
}

/// Real ids by symbolic name, learned from answers and never forgotten.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ids {
    jobs: BTreeMap<JobName, String>,
    records: BTreeMap<(usize, RecordName), String>,
}

impl Ids {
    /// The id of a job, or a well-formed one that no job has.
    pub(crate) fn job(&self, name: JobName) -> String {
        self.jobs.get(&name).cloned().unwrap_or_else(|| made_up("750", 0, name.0))
    }

    pub(crate) fn learn_job(&mut self, name: JobName, id: &str) -> Result<(), String> {
        if self.jobs.values().any(|known| known == id) {
            return Err(format!("the id {id} was given to two jobs"));
        }
        self.jobs.insert(name, id.to_owned());
        Ok(())
    }

    pub(crate) fn record(&self, side: Side, name: RecordName) -> Option<&str> {
        self.records.get(&(side.index(), name)).map(String::as_str)
    }

    /// Binds a record to its id, or checks that it still has the same.
    pub(crate) fn learn_record(
        &mut self,
        side: Side,
        name: RecordName,
        id: &str,
    ) -> Result<(), String> {
        let key = (side.index(), name);
        match self.records.get(&key) {
            Some(known) if known == id => Ok(()),
            Some(known) => Err(format!("the record of {name} was {known} and is now {id}")),
            None => match self.records.iter().find(|(_, known)| *known == id) {
                Some(((_, other), _)) => Err(format!("{name} and {other} both made {id}")),
                None => {
                    self.records.insert(key, id.to_owned());
                    Ok(())
                }
            },
        }
    }

    /// A cell as it stands in the file.
    pub(crate) fn cell(&self, side: Side, cell: &Cell) -> String {
        match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Record(RecordRef::Never(name)) => made_up("003", name.job.0, name.row),
            Cell::Record(RecordRef::Made(name)) => match self.record(side, *name) {
                Some(id) => id.to_owned(),
                None => panic!("the id of the record of {name} was never seen"),
            },
        }
    }

    /// The bytes of an upload; no value of ours needs quotes.
    pub(crate) fn csv(&self, side: Side, upload: &Upload) -> String {
        if upload.is_empty() {
            return String::new();
        }
        let newline = upload.newline.characters();
        let mut file = upload.columns.join(",") + newline;
        for row in &upload.rows {
            let cells: Vec<String> = row.iter().map(|cell| self.cell(side, cell)).collect();
            file += &(cells.join(",") + newline);
        }
        file
    }
}

/// An 18 character id with a right suffix, in a number space that no counter reaches.
fn made_up(prefix: &str, major: u32, minor: u32) -> String {
    let short = format!("{prefix}zzz0{major:04}{minor:04}");
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    let suffix = short.as_bytes().chunks(5).map(|five| {
        let bits = five.iter().enumerate();
        let index = bits.map(|(bit, c)| usize::from(c.is_ascii_uppercase()) << bit).sum::<usize>();
        char::from(alphabet[index])
    });
    short.chars().chain(suffix).collect()
}
