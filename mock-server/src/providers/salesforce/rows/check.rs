//! One row, checked alone: everything that the row and the schema can tell, no lock held.
//!
//! What depends on other records (who holds a key, whether a parent exists) is `commit`'s business.

use std::borrow::Cow;
use std::ops::Range;

use super::super::id::Id;
use super::super::job::IngestOperation;
use super::super::schema::{FieldIndex, FieldType};
use super::error::RowError;
use super::plan::{Column, Key, ParentColumn, Plan};
use super::value;
use crate::core::csv::{self, Cell, Flaw};
use crate::core::rows::Upload;
use crate::core::table::fold_hash;

/// The text that sets a field to null in a CSV. Documented (3.12).
pub const NULL: &[u8] = b"#N/A";

/// What is known of rows before any lock is taken.
pub struct Prepared {
    /// The rows' numbers in their upload.
    pub rows: Range<u32>,
    /// One for each row.
    pub checked: Vec<Checked>,
    /// The hash of each indexed field of each row, in the order of the plan's list.
    pub(super) keys: Vec<Option<u64>>,
}

impl Prepared {
    /// Makes a row wrong that may well be right. It has no effect on a row that is not among these.
    pub fn refuse(&mut self, row: u32, error: RowError) {
        let place = row.checked_sub(self.rows.start).map(|place| place as usize);
        if let Some(checked) = place.and_then(|place| self.checked.get_mut(place)) {
            checked.error = Some(Box::new(error));
        }
    }
}

/// One row that was looked at.
#[derive(Default)]
pub struct Checked {
    /// What is wrong with it whatever it is used for.
    pub(super) error: Option<Box<RowError>>,
    /// What is wrong with it if it makes a new record.
    pub(super) error_if_created: Option<Box<RowError>>,
    /// The id in its id column.
    pub(super) id: Option<Id>,
    /// The ids that it refers to.
    pub(super) references: Vec<(FieldIndex, Id)>,
    /// The parents that it names by value; `None` sets the lookup to null.
    pub(super) parents: Vec<(usize, Option<Box<[u8]>>)>,
}

/// Checks `rows` of an upload.
pub fn prepare(plan: &Plan, upload: &Upload, rows: Range<u32>) -> Prepared {
    let mut prepared = Prepared {
        checked: Vec::with_capacity(rows.len()),
        keys: Vec::with_capacity(rows.len() * plan.indexed.len()),
        rows: rows.clone(),
    };
    let mut row_cells = RowCells::default();
    for (number, row) in rows.clone().zip(upload.rows(rows)) {
        let keys = prepared.keys.len();
        prepared.keys.resize(keys + plan.indexed.len(), None);
        let checked = if upload.flaw(number) == Some(Flaw::SpaceBeforeQuote) {
            failed(RowError::verbatim(&plan.messages.space_before_quote))
        } else {
            row_cells.check(plan, csv::cells(row, upload.delimiter()), &mut prepared.keys[keys..])
        };
        prepared.checked.push(checked);
    }
    prepared
}

fn failed(error: RowError) -> Checked {
    Checked { error: Some(Box::new(error)), ..Checked::default() }
}

/// What a row says, column by column; reused from row to row.
#[derive(Default)]
struct RowCells {
    /// Columns with a value, as bits.
    filled: Vec<bool>,
    /// Columns set to null.
    nulled: Vec<usize>,
}

impl RowCells {
    fn check<'a>(
        &mut self,
        plan: &Plan,
        cells: impl Iterator<Item = Cell<'a>> + Clone,
        keys: &mut [Option<u64>],
    ) -> Checked {
        self.filled.clear();
        self.filled.resize(plan.columns.len(), false);
        self.nulled.clear();
        let mut checked = Checked::default();
        let mut broken_rule: Option<Box<RowError>> = None;
        let mut count = 0;
        for (column, cell) in cells.clone().enumerate() {
            count = column + 1;
            let Some(meaning) = plan.columns.get(column) else { continue };
            let value = cell.decode();
            if value.is_empty() || checked.error.is_some() {
                continue;
            }
            if value::longer_than(&value, plan.field_chars_max) {
                checked = failed(RowError::verbatim(&plan.messages.field_too_large));
                continue;
            }
            if *value == *plan.null {
                self.nulled.push(column);
                null_parent(plan, meaning, column, &mut checked);
                continue;
            }
            self.filled[column] = true;
            let rule = take_in(plan, meaning, column, value, keys, &mut checked);
            if broken_rule.is_none() {
                broken_rule = rule;
            }
        }
        if count != plan.columns.len() {
            return failed(RowError::verbatim(&plan.messages.ragged_row));
        }
        self.judge(plan, &mut checked, broken_rule);
        if checked.error.is_none() && checked.error_if_created.is_none() {
            checked.error_if_created = self.refused_by_rule(plan, cells);
        }
        checked
    }

    /// What the row lacks, after what cannot be read and before what breaks a rule.
    fn judge(&self, plan: &Plan, checked: &mut Checked, broken_rule: Option<Box<RowError>>) {
        if !plan.permitted {
            checked.error = Some(Box::new(RowError::insufficient_access()));
        }
        if checked.error.is_some() || plan.operation.is_delete() {
            return;
        }
        if plan.key == Key::New && checked.id.is_some() {
            checked.error = Some(Box::new(RowError::id_in_insert()));
            return;
        }
        let mut written = plan
            .forbidden
            .iter()
            .filter(|(column, _)| self.filled[*column] || self.nulled.contains(column))
            .map(|(_, index)| plan.object.field_at(*index))
            .peekable();
        if written.peek().is_some() {
            checked.error = Some(Box::new(RowError::not_writable(written)));
            return;
        }
        checked.error = self.required_nulled(plan).or(broken_rule);
        if plan.operation != IngestOperation::Update {
            checked.error_if_created = self.required_missing(plan);
        }
    }

    fn required_missing(&self, plan: &Plan) -> Option<Box<RowError>> {
        let mut missing = plan
            .required
            .iter()
            .filter(|(_, columns)| !columns.iter().any(|column| self.filled[*column]))
            .map(|(index, _)| plan.object.field_at(*index))
            .peekable();
        missing.peek().is_some().then(|| Box::new(RowError::required_missing(missing)))
    }

    fn required_nulled(&self, plan: &Plan) -> Option<Box<RowError>> {
        let mut nulled = self
            .nulled
            .iter()
            .filter_map(|column| match &plan.columns[*column] {
                Column::Field(index) => Some(plan.object.field_at(*index)),
                Column::Id | Column::Parent(_) | Column::Ignored => None,
            })
            .filter(|field| field.is_required())
            .peekable();
        nulled.peek().is_some().then(|| Box::new(RowError::required_missing(nulled)))
    }

    /// The first validation rule that refuses the row as a new record.
    fn refused_by_rule<'a>(
        &self,
        plan: &Plan,
        cells: impl Iterator<Item = Cell<'a>>,
    ) -> Option<Box<RowError>> {
        if plan.object.validation_rules.is_empty() || plan.operation.is_delete() {
            return None;
        }
        let values: Vec<Cow<'a, [u8]>> = cells.map(|cell| cell.decode()).collect();
        let value_of = |field: FieldIndex| {
            let column = plan.column_of(field);
            let default = || plan.object.field_at(field).default.as_deref().unwrap_or("");
            match column {
                Some(column) if self.filled[column] => {
                    std::str::from_utf8(&values[column]).unwrap_or("")
                }
                Some(column) if self.nulled.contains(&column) => "",
                Some(_) | None => default(),
            }
        };
        let rule = plan.object.validation_rules.iter().find(|rule| rule.refuses(value_of))?;
        let field = rule.field.map(|index| plan.object.field_at(index));
        Some(Box::new(RowError::validation(&rule.message, field)))
    }
}

fn null_parent(plan: &Plan, meaning: &Column, column: usize, checked: &mut Checked) {
    match meaning {
        Column::Parent(_) => checked.parents.push((column, None)),
        Column::Id => {
            checked.error = Some(malformed_own_id(plan, &String::from_utf8_lossy(plan.null)));
        }
        Column::Field(_) | Column::Ignored => {}
    }
}

/// Takes in one value; what cannot be read fails the row at once, a broken rule is given back.
fn take_in(
    plan: &Plan,
    meaning: &Column,
    column: usize,
    value: Cow<'_, [u8]>,
    keys: &mut [Option<u64>],
    checked: &mut Checked,
) -> Option<Box<RowError>> {
    match meaning {
        Column::Id => {
            match own_id(plan, &value) {
                Ok(id) => checked.id = Some(id),
                Err(error) => checked.error = Some(error),
            }
            None
        }
        Column::Ignored => {
            if plan.id_beside_key.is_some_and(|(beside, _)| beside == column) {
                checked.id = Id::parse(&String::from_utf8_lossy(&value));
                if checked.id.is_none() {
                    checked.error = Some(Box::new(RowError::id_in_insert()));
                }
            }
            None
        }
        Column::Parent(ParentColumn { .. }) => {
            checked.parents.push((column, Some(value.into())));
            None
        }
        Column::Field(index) => {
            let field = plan.object.field_at(*index);
            if let Err(error) = value::deserializes(field, column, &value) {
                checked.error = Some(error);
                return None;
            }
            for (key, (indexed, _)) in keys.iter_mut().zip(&plan.indexed) {
                if indexed == index {
                    *key = Some(fold_hash(&value));
                }
            }
            if let Err(error) = value::keeps_rules(field, &value, plan.field_chars_max) {
                return Some(error);
            }
            if field.kind == FieldType::Reference {
                let id = Id::parse(&String::from_utf8_lossy(&value));
                checked.references.extend(id.map(|id| (*index, id)));
            }
            None
        }
    }
}

fn own_id(plan: &Plan, value: &[u8]) -> Result<Id, Box<RowError>> {
    let shown = String::from_utf8_lossy(value);
    match Id::parse(&shown) {
        Some(id) if id.prefix() == plan.object.key_prefix.as_str() || plan.key == Key::New => {
            Ok(id)
        }
        Some(_) | None => Err(malformed_own_id(plan, &shown)),
    }
}

fn malformed_own_id(plan: &Plan, shown: &str) -> Box<RowError> {
    Box::new(RowError::malformed_id(&format!("{} ID", plan.object.label), shown, "Id"))
}
