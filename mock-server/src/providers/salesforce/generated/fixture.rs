//! A fixture file: tables of generated rows, each of one object.
//! It knows keys and names; what a column holds is read next door.

use std::sync::Arc;

use super::super::schema::{DefinitionError, Object, Place, Schema};
use super::check;
use super::column::{Draft, read};
use crate::core::document::Section;
use crate::core::document::{Node, Table, Value, parse};
use crate::core::generate::{Column, ROWS_MAX};
use crate::core::nearest::suggest;
use crate::core::time::SimTime;

/// The keys of a table.
const KEYS: [&str; 5] = ["object", "rows", "created", "helpers", "fields"];

/// When rows were made, unless the fixture says otherwise.
const CREATED: [&str; 2] = ["2015-01-01T00:00:00Z", "2025-12-31T00:00:00Z"];

/// A fixture that was read against a schema.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// Its tables, in the order of the file.
    pub tables: Vec<TableFixture>,
}

/// The generated rows of one object.
#[derive(Clone, Debug)]
pub struct TableFixture {
    /// The object.
    pub object: Arc<Object>,
    /// How many rows there are, at least one.
    pub rows: u32,
    /// When the first row was made.
    pub from: SimTime,
    /// When the last row was made at the latest.
    pub to: SimTime,
    pub(super) columns: Vec<Column>,
    /// For each column, the object whose rows it refers to.
    pub(super) parents: Vec<Option<Arc<Object>>>,
    /// For each column, its line.
    pub(super) places: Vec<Place>,
    pub(super) place: Place,
}

impl Fixture {
    /// Reads the text of a fixture; `file` is its name in errors.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line and what to do.
    pub fn read(schema: &Schema, file: &str, text: &str) -> Result<Self, DefinitionError> {
        let document = parse(file, text)?;
        let top = Section::new(&document, &["table"])?;
        let tables = top.list("table")?;
        if tables.is_empty() {
            let remedy = "add `[[table]]` with `object`, `rows` and `[table.fields]`";
            return Err(top.error("table", "there is no table", remedy));
        }
        let mut read: Vec<TableFixture> = Vec::new();
        for node in tables {
            let table = read_table(schema, node, &top)?;
            if read.iter().any(|known| known.object.name == table.object.name) {
                let problem = format!("`{}` has a table already", table.object.name);
                return Err(DefinitionError::new(
                    &table.place,
                    "table",
                    problem,
                    "keep one of them",
                ));
            }
            read.push(table);
        }
        Ok(Self { tables: read })
    }

    /// The same with `rows` rows in the last table, and in the others as many times more or fewer.
    pub fn with_rows(mut self, rows: u32) -> Self {
        let rows = u64::from(rows.clamp(1, ROWS_MAX));
        let last = u64::from(self.tables.last().map_or(1, |table| table.rows));
        for table in &mut self.tables {
            let scaled = (u64::from(table.rows) * rows).div_ceil(last);
            table.rows = scaled.clamp(1, u64::from(ROWS_MAX)) as u32;
        }
        self
    }
}

fn read_table(
    schema: &Schema,
    node: &Node,
    top: &Section<'_>,
) -> Result<TableFixture, DefinitionError> {
    let Value::Table(table) = &node.value else {
        return Err(top.error("table", "found something else", "write it as `[[table]]`"));
    };
    let section = Section::new(table, &KEYS)?;
    let name = section.required_text("object", "whose rows these are")?;
    let object = schema.object(name).cloned().ok_or_else(|| {
        let known = schema.objects().map(|object| object.name.as_str());
        section.error("object", format!("there is no object `{name}`"), suggest(name, known))
    })?;
    if object.name == "Organization" {
        let remedy = "generate rows of another object";
        return Err(section.error("object", "an org has one Organization row", remedy));
    }
    let Some(rows @ 1..) = section.whole("rows", ROWS_MAX)? else {
        let remedy = format!("add `rows = 1000`, from 1 to {ROWS_MAX}");
        return Err(section.error("rows", "there are no rows", remedy));
    };
    let (from, to) = created(&section)?;
    let drafts = drafts(&section, &object)?;
    let place = section.place("object").clone();
    check::required(&section, &object, &drafts)?;
    let (mut columns, mut parents, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for draft in in_order(drafts)? {
        let (column, parent) = read(schema, &draft, &columns)?;
        columns.push(column);
        parents.push(parent);
        places.push(draft.section.place(draft.kind).clone());
        check::column(&draft, &columns)?;
    }
    Ok(TableFixture { object, rows, from, to, columns, parents, places, place })
}

fn created(section: &Section<'_>) -> Result<(SimTime, SimTime), DefinitionError> {
    let given = section.texts("created")?;
    let given = if section.has("created") { given } else { CREATED.to_vec() };
    let read: Result<Vec<SimTime>, String> = given.iter().map(|text| text.parse()).collect();
    match read.as_deref() {
        Ok([from, to]) if from <= to => Ok((*from, *to)),
        Ok(_) | Err(_) => {
            let [from, to] = CREATED;
            let remedy = format!("write the first and the last instant, as [\"{from}\", \"{to}\"]");
            Err(section.error("created", "it is no span of time", remedy))
        }
    }
}

/// What the file says of each helper and each field.
fn drafts<'t>(
    section: &Section<'t>,
    object: &Arc<Object>,
) -> Result<Vec<Draft<'t>>, DefinitionError> {
    let mut drafts: Vec<Draft<'t>> = Vec::new();
    for (name, table) in entries(section, "helpers")? {
        drafts.push(Draft::helper(name, table)?);
    }
    for (name, table) in entries(section, "fields")? {
        let Some((index, _)) = object.field(name) else {
            let known = object.fields.iter().map(|field| field.name.as_str());
            let problem = format!("`{}` has no field `{name}`", object.name);
            return Err(DefinitionError::new(
                &table.place,
                &table.path,
                problem,
                suggest(name, known),
            ));
        };
        drafts.push(Draft::field(object, index, name, table)?);
    }
    for (at, draft) in drafts.iter().enumerate() {
        if drafts[..at].iter().any(|known| known.name.eq_ignore_ascii_case(draft.name)) {
            let problem = format!("`{}` stands here twice", draft.name);
            return Err(draft.error(problem, "give helpers names of their own"));
        }
    }
    Ok(drafts)
}

/// The tables under a key, with their names.
fn entries<'t>(
    section: &Section<'t>,
    key: &str,
) -> Result<Vec<(&'t str, &'t Table)>, DefinitionError> {
    let Some(node) = section.table.get(key) else { return Ok(Vec::new()) };
    let remedy = "write it as a table: `LastName = { words = [\"Smith\"] }`";
    let Value::Table(table) = &node.value else {
        return Err(section.error(key, format!("found {}", node.value.describe()), remedy));
    };
    let entry = |(name, node): &'t (String, Node)| match &node.value {
        Value::Table(table) => Ok((name.as_str(), table)),
        other => {
            let problem = format!("found {}", other.describe());
            Err(DefinitionError::new(&node.place, table.path_of(name), problem, remedy))
        }
    };
    table.entries.iter().map(entry).collect()
}

/// The drafts so that each stands behind those that its template names.
fn in_order(mut drafts: Vec<Draft<'_>>) -> Result<Vec<Draft<'_>>, DefinitionError> {
    let names: Vec<&str> = drafts.iter().map(|draft| draft.name).collect();
    for draft in &drafts {
        let unknown = draft.uses().find(|used| !names.iter().any(|n| n.eq_ignore_ascii_case(used)));
        if let Some(unknown) = unknown {
            let known = names.iter().copied().chain(["key", "row"]);
            let problem = format!("there is no column `{unknown}`");
            return Err(draft.section.error("template", problem, suggest(unknown, known)));
        }
    }
    let mut ordered: Vec<Draft<'_>> = Vec::new();
    while !drafts.is_empty() {
        let waits = |used: &str| drafts.iter().any(|draft| draft.name.eq_ignore_ascii_case(used));
        let Some(next) = drafts.iter().position(|draft| !draft.uses().any(waits)) else {
            let remedy = "let one of them stand on its own";
            let draft = &drafts[0];
            return Err(draft.section.error("template", "it is made from itself", remedy));
        };
        ordered.push(drafts.remove(next));
    }
    Ok(ordered)
}
