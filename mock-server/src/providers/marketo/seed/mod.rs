//! The records that every fresh instance has, and a user's files of more of them.
//!
//! A file is known by its name: `leads.csv`, `list-members.csv`, `program-members.csv`, `NAME.csv` for
//! the custom object NAME, `activities.toml`. Records written here lie at instants of the past that
//! the files name. `table` reads CSV; nothing here knows HTTP.

mod activities;
mod leads;
mod memberships;
mod objects;
mod table;

use std::fmt;

use super::activities::What;
use super::instance::FolderType;
use super::lists::StaticList;
use super::records::Records;
use crate::core::table::{CommitId, OwnCell, RecordNumber, RecordSet, Table, fold_hash};
use crate::core::time::SimTime;

macro_rules! file {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../fixtures/marketo/seed/",
                $name
            )),
        )
    };
}

/// Name and text of each seed file inside the binary.
const FILES: [(&str, &[u8]); 6] = [
    file!("leads.csv"),
    file!("car_c.csv"),
    file!("plan_c.csv"),
    file!("list-members.csv"),
    file!("program-members.csv"),
    file!("activities.toml"),
];

/// A seed file that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SeedError {
    /// The file, as the caller gave it.
    pub file: String,
    /// The line, or the row of a CSV file; both count from 1.
    pub place: String,
    /// What is wrong, and what to do.
    pub message: String,
}

impl fmt::Display for SeedError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: ", self.file)?;
        if !self.place.is_empty() {
            write!(out, "{}: ", self.place)?;
        }
        write!(out, "{}", self.message)
    }
}

impl std::error::Error for SeedError {}

/// What happened to leads, before it is brought into order.
type Happened = Vec<(SimTime, RecordNumber, What)>;

/// Puts the standard set into records that are empty.
///
/// # Panics
/// If a seed file inside the binary is wrong, which a test rules out.
pub fn plant(records: &mut Records) {
    if let Err(error) = plant_with(records, &[]) {
        panic!("a seed file inside the binary is wrong: {error}");
    }
}

/// As [`plant`], and then a user's files, each a path and its text; gives the rows of the latter.
///
/// # Errors
/// The first thing that is wrong in a file, with its line or row.
pub fn plant_with(records: &mut Records, files: &[(String, Vec<u8>)]) -> Result<u32, SeedError> {
    static_lists(records);
    let mut happened = Happened::new();
    for (name, text) in FILES {
        load(records, name, text, &mut happened)?;
    }
    let rows = take_in(records, files, &mut happened)?;
    log(records, happened);
    Ok(rows)
}

/// Puts a user's files into an instance that runs; gives their rows. What they say happened before the
/// last entry of its log is logged at that one's instant, since the log does not go back.
///
/// # Errors
/// The first thing that is wrong in a file, with its line or row; the records may be changed in part.
pub fn add(records: &mut Records, files: &[(String, Vec<u8>)]) -> Result<u32, SeedError> {
    let mut happened = Happened::new();
    let rows = take_in(records, files, &mut happened)?;
    if let Some(last) = records.activities.last_at() {
        happened.iter_mut().for_each(|(at, ..)| *at = (*at).max(last));
    }
    log(records, happened);
    Ok(rows)
}

/// Leads first, whatever the order of the files: the others refer to them.
fn take_in(
    records: &mut Records,
    files: &[(String, Vec<u8>)],
    happened: &mut Happened,
) -> Result<u32, SeedError> {
    let mut rows = 0;
    for wanted in [true, false] {
        for (path, text) in files.iter().filter(|(path, _)| (stem(path) == "leads") == wanted) {
            rows += load(records, path, text, happened)?;
        }
    }
    Ok(rows)
}

/// The log is in the order of time, and every file has its own.
fn log(records: &mut Records, mut happened: Happened) {
    happened.sort_by_key(|(at, ..)| *at);
    for (at, lead, what) in happened {
        records.activities.push(at, lead, what);
    }
}

fn load(
    records: &mut Records,
    path: &str,
    text: &[u8],
    happened: &mut Happened,
) -> Result<u32, SeedError> {
    let object = records.instance.object(stem(path)).map(|(place, _)| place);
    match (stem(path), object) {
        ("leads", _) => leads::load(records, path, text, happened),
        ("list-members", _) => memberships::of_lists(records, path, text, happened),
        ("program-members", _) => memberships::of_programs(records, path, text),
        ("activities", _) => activities::load(records, path, text, happened),
        (_, Some(object)) => objects::load(records, object, path, text),
        (other, None) => {
            let objects = records.instance.objects.iter().map(|object| object.name.as_str());
            let names = ["leads", "list-members", "program-members", "activities"];
            let remedy = crate::core::nearest::suggest(other, names.into_iter().chain(objects));
            let message = format!("no kind of record is called `{other}`; {remedy}");
            Err(SeedError { file: path.to_owned(), place: String::new(), message })
        }
    }
}

/// The name of a file without its folder and its ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The lists that are defined, still empty.
fn static_lists(records: &mut Records) {
    let instance = std::sync::Arc::clone(&records.instance);
    for list in &instance.static_lists {
        let made = SimTime::from_millis(list.created_ms);
        let (folder, program) = match list.place {
            (FolderType::Folder, id) => (id, None),
            (FolderType::Program, id) => {
                (instance.program(id).map_or(0, |program| program.folder), Some(id))
            }
        };
        records.lists.put(StaticList {
            id: list.id,
            name: list.name.as_str().into(),
            description: list.description.clone(),
            folder,
            program,
            created: made,
            updated: made,
            members: RecordSet::default(),
        });
    }
}

/// Writes a record that was made at one instant and last changed at another.
fn insert(table: &mut Table, made: SimTime, changed: SimTime, cells: &[OwnCell]) -> RecordNumber {
    let key = |field| {
        let cell = cells.iter().find(|(of, _)| *of == field);
        cell.and_then(|(_, value)| value.as_deref()).map(fold_hash)
    };
    let keys: Vec<Option<u64>> = table.indexed().map(key).collect();
    let commit: CommitId = table.commit(made, 0);
    let number = table.insert_cells(commit, cells, &keys);
    if changed != made {
        let commit = table.commit(changed, 0);
        table.set_cells(number, commit, Vec::new());
    }
    number
}

/// The lead with that mail address.
fn lead_of(records: &Records, email: &str) -> Option<RecordNumber> {
    let field = records.instance.leads.standard("email");
    let found = records.leads.find_indexed(field, email.as_bytes(), fold_hash(email.as_bytes()));
    found.into_iter().next()
}
